/** Cost against speed: a point per system with the interval of its speed, and the line of those worth their price. */
import { logAxis, shell } from "../charts/ecdf.js";
import { type Mark, pointOf } from "../charts/mark.js";
import { placed } from "../charts/points/labels.js";

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
  titles: { usd: string; speed: string[] },
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
  const xLog = free ? null : logAxis("usd", titles.usd, xDomain);
  const x = xLog === null
    ? {
      field: "usd",
      type: "quantitative",
      title: titles.usd,
      scale: { domain: xDomain },
      axis: money,
    }
    : { ...xLog, axis: { ...xLog.axis, ...money } };
  const yLog = (field: string) => {
    const axis = logAxis(field, null, yDomain);
    const scale = { ...axis.scale, reverse: better === "lower" };
    return { ...axis, scale, title: titles.speed };
  };
  const y = yLog("speed");
  const line = points.filter((p) => p.on).map(({ usd, speed }) => ({ usd, speed }));
  const last = line.at(-1);
  const share = (value: number, [low, high]: [number, number], log: boolean) =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const up = (speed: number) => {
    const from = share(speed, yDomain, true);
    return better === "lower" ? from : 1 - from;
  };
  // Those on the line are named first.
  const names = placed(
    [...points].sort((a, b) => Number(b.on) - Number(a.on)).map(({ label, usd, speed }) => ({
      name: label,
      x: width * share(usd, xDomain, !free),
      y: height * up(speed),
    })),
    width,
  );
  const at = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
  const text = (align: string, mark: object) => ({
    data: {
      values: names.filter((n) => n.align === align)
        .map(({ name, x, y, dx, dy }) => ({ name, left: x + dx, top: y + dy })),
    },
    mark: {
      type: "text",
      align,
      baseline: "middle",
      font: "Inter",
      fontSize: 12,
      clip: false,
      ...mark,
    },
    encoding: { x: at("left"), y: at("top"), text: { field: "name" } },
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
        mark: { type: "rule", strokeWidth: 14, opacity: 0.35 },
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
      ...["left", "right"].flatMap((align) => [
        text(align, {
          stroke: "var(--theme-background)",
          strokeWidth: 4,
          color: "var(--theme-background)",
        }),
        text(align, { color: "var(--tb-text)" }),
      ]),
    ],
  };
}
