/** Quantiles of several systems, side by side on one log axis. */
import { logAxis, shell } from "./ecdf.js";

/** Quantiles of one system; `weak` names those its sample cannot bear. */
export interface QuantileRow {
  system: string;
  color: string;
  min: number;
  p25: number;
  median: number;
  p75: number;
  p95: number;
  p99: number;
  max: number;
  weak: string[];
}

/** A line from least to most, a box of the middle half, dot, P95 and P99; grey where too little is known. */
export function quantiles(
  rows: QuantileRow[],
  title: string,
  domain: [number, number],
  width: number,
): object {
  const y = {
    field: "system",
    type: "nominal",
    sort: null,
    title: null,
    scale: { domain: rows.map((r) => r.system) },
    axis: {
      labelColor: "var(--tb-text)",
      labelFontSize: 12,
      labelLimit: 130,
      minExtent: 92,
      domain: false,
      ticks: false,
      labelPadding: 8,
    },
  };
  const x = (field: string) => logAxis(field, title, domain);
  const color = {
    field: "system",
    type: "nominal",
    legend: null,
    scale: { domain: rows.map((r) => r.system), range: rows.map((r) => r.color) },
  };
  // What lies beyond the axis is counted in the caption and not drawn at its edge.
  const mark = (field: "median" | "p95" | "p99", shape: object, weak: boolean) => ({
    data: {
      values: rows.filter((r) =>
        r[field] >= domain[0] && r[field] <= domain[1] && r.weak.includes(field) === weak
      ),
    },
    mark: { ...shape, opacity: 1, ...(weak ? { color: "var(--tb-other)" } : {}) },
    encoding: { x: x(field), y, ...(weak ? {} : { color }) },
  });
  const dot = { type: "point", shape: "circle", filled: true, size: 60 };
  const tick = { type: "tick", orient: "vertical", height: 15, thickness: 2.4 };
  const diamond = { type: "point", shape: "diamond", filled: true, size: 55 };
  return {
    ...shell(width, { step: 26 }),
    layer: [
      {
        data: { values: rows },
        mark: { type: "rule", color: "var(--tb-box)" },
        encoding: { x: x("min"), x2: { field: "max" }, y },
      },
      {
        data: { values: rows },
        mark: {
          type: "bar",
          height: 13,
          fill: "var(--theme-background)",
          stroke: "var(--tb-box)",
          strokeWidth: 1,
        },
        encoding: { x: x("p25"), x2: { field: "p75" }, y },
      },
      ...[false, true].flatMap((weak) => [
        mark("p99", diamond, weak),
        mark("p95", tick, weak),
        mark("median", dot, weak),
      ]),
    ],
  };
}
