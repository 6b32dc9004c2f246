/** How the ratio of two systems changes from their best requests to their worst. */
import { equalBand, type ForestRow } from "./forest.js";

/** One quantile, named as in "P10". */
export interface Shift extends ForestRow {
  quantile: string;
}

/** From the least end to the greatest, 1 and its band inside; beyond 25 times bars end at the edge. */
export function shiftDomain(rows: ForestRow[]): [number, number] {
  const ends = rows.flatMap((r) => [r.speed, r.low, r.high]).filter((v): v is number =>
    v !== null && v > 0 && Number.isFinite(v)
  );
  return [
    Math.max(1 / 25, Math.min(0.9, ...ends) / 1.05),
    Math.min(25, Math.max(1.1, ...ends) * 1.05),
  ];
}

/** Times as fast at each quantile, on a log axis with its band of practical equality; `width` in pixels. */
export function quantileShift(
  rows: Shift[],
  title: string,
  width: number,
): object {
  const domain = shiftDomain(rows);
  const names = rows.map((r) => r.quantile);
  const text = {
    labelFont: "Inter",
    titleFont: "Inter",
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 500,
    labelColor: "var(--tb-muted)",
    titleColor: "var(--tb-muted)",
    domainColor: "var(--tb-line)",
    tickColor: "var(--tb-line)",
    gridColor: "var(--tb-grid)",
  };
  const x = {
    field: "quantile",
    type: "ordinal",
    scale: { domain: names, padding: 0.5 },
    title: null,
    axis: { ...text, labelAngle: 0, ticks: false },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative",
    title,
    scale: { type: "log", domain, nice: false, clamp: true },
    axis: {
      ...text,
      values: [0.05, 0.1, 0.2, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 5, 10, 20].filter((t) =>
        t >= domain[0] && t <= domain[1]
      ),
      labelExpr: "datum.value + '×'",
      labelOverlap: "greedy",
    },
  });
  const inside = (v: number) => Math.min(domain[1], Math.max(domain[0], v));
  const points = rows.filter((r) =>
    r.speed !== null && r.speed >= domain[0] && r.speed <= domain[1]
  );
  const sure = rows.filter((r) => r.low !== null && r.high !== null)
    .map((r) => ({ quantile: r.quantile, low: inside(r.low!), high: inside(r.high!) }));
  const known = (r: Shift) => r.low !== null && r.high !== null;
  const dots = (values: Shift[], fill: string) => ({
    data: { values },
    mark: {
      type: "point",
      shape: "circle",
      fill,
      stroke: "var(--tb-text)",
      strokeWidth: 1.5,
      size: 60,
      opacity: 1,
    },
    encoding: { x, y: y("speed") },
  });
  return {
    width,
    height: 220,
    background: "transparent",
    config: { view: { stroke: null } },
    layer: [
      {
        data: { values: [{ low: equalBand[0], high: equalBand[1] }] },
        mark: { type: "rect", color: "var(--tb-grid)" },
        encoding: { y: y("low"), y2: { field: "high" } },
      },
      {
        data: { values: [{ one: 1 }] },
        mark: { type: "rule", color: "var(--tb-edge)" },
        encoding: { y: y("one") },
      },
      {
        data: { values: points },
        mark: { type: "line", color: "var(--tb-box)", strokeWidth: 1 },
        encoding: { x, y: y("speed") },
      },
      {
        data: { values: sure },
        mark: { type: "bar", width: 11, color: "var(--tb-text)", opacity: 0.3 },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      dots(points.filter(known), "var(--tb-text)"),
      dots(points.filter((r) => !known(r)), "var(--theme-background)"),
    ],
  };
}
