/** Cost against speed: a point per system with the interval of its speed, and the line of those worth their price. */
import { logAxis, shell } from "../charts/ecdf.js";
import { type Mark, pointOf } from "../charts/mark.js";

export interface CostPoint {
  label: string;
  mark: Mark;
  /** US dollars per 1,000 requests. */
  usd: number;
  speed: number;
  interval: [number, number] | null;
  ranked: boolean;
  /** On the frontier, by the medians. */
  on: boolean;
}

const height = 360;
/** Points whose names are written; of more those on the frontier alone are. */
const mostNames = 24;

const between = (values: number[], space: number): [number, number] => [
  Math.min(...values) / space,
  Math.max(...values) * space,
];

/**
 * `points` the cheapest first. Up is faster, left is cheaper; an axis of costs with a zero among them is linear.
 *
 * @param better whether more of the metric is faster, or less.
 */
export function costFrontier(
  points: CostPoint[],
  titles: { usd: string; speed: string },
  better: "higher" | "lower",
  width: number,
): object {
  const costs = points.map((p) => p.usd);
  const free = costs.some((usd) => usd === 0);
  const xDomain: [number, number] = free
    ? [0, Math.max(...costs, 1e-6) * 1.25]
    : between(costs, 1.35);
  const yDomain = between(points.flatMap((p) => [p.speed, ...p.interval ?? []]), 1.15);
  const money = {
    labelExpr: "'$' + format(datum.value, '~g')",
    labelOverlap: "greedy",
    grid: true,
  };
  const xLog = logAxis("usd", titles.usd, xDomain);
  const x = free
    ? {
      field: "usd",
      type: "quantitative",
      title: titles.usd,
      scale: { domain: xDomain },
      axis: money,
    }
    : { ...xLog, axis: { ...xLog.axis, ...money } };
  const yLog = (field: string) => {
    const axis = logAxis(field, titles.speed, yDomain);
    return { ...axis, scale: { ...axis.scale, reverse: better === "lower" } };
  };
  const y = yLog("speed");
  const line = points.filter((p) => p.on).map(({ usd, speed }) => ({ usd, speed }));
  const last = line.at(-1);
  const named = points.length > mostNames ? points.filter((p) => p.on) : points;
  const text = (mark: object) => ({
    data: { values: named.map(({ label, usd, speed }) => ({ label, usd, speed })) },
    mark: {
      type: "text",
      align: "left",
      baseline: "bottom",
      dx: 8,
      dy: -4,
      font: "Inter",
      fontSize: 12,
      clip: false,
      ...mark,
    },
    encoding: { x, y, text: { field: "label" } },
  });
  return {
    ...shell(width, height),
    layer: [
      {
        // To the right edge: whoever pays more need not take less.
        data: { values: last ? [...line, { usd: xDomain[1], speed: last.speed }] : [] },
        mark: {
          type: "line",
          interpolate: "step-after",
          color: "var(--tb-edge)",
          strokeWidth: 1.5,
        },
        encoding: { x, y },
      },
      {
        data: {
          values: points.filter((p) => p.interval).map(({ usd, interval, mark }) => ({
            usd,
            low: interval![0],
            high: interval![1],
            color: mark.color,
          })),
        },
        mark: { type: "rule", strokeWidth: 7, opacity: 0.35 },
        encoding: {
          x,
          y: yLog("low"),
          y2: { field: "high" },
          color: { field: "color", type: "nominal", scale: null },
        },
      },
      ...points.map((p) => ({
        data: { values: [{ usd: p.usd, speed: p.speed }] },
        mark: pointOf(p.mark, 75, p.mark.hollow || !p.ranked),
        encoding: { x, y },
      })),
      // A halo under the names keeps them readable where a line passes.
      text({ stroke: "var(--theme-background)", strokeWidth: 4, color: "var(--theme-background)" }),
      text({ color: "var(--tb-text)" }),
    ],
  };
}
