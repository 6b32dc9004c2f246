/** One leaderboard row: requests in run order above, a box plot below, failures in a gutter at the slow end. */

import { logTicks } from "./log_axis.js";
import { type Mark, pointOf } from "./mark.js";

export interface RowPlot {
  /** Value of each request and its place in the run; null where the request failed. */
  requests: { order: number; value: number | null }[];
  orders: number;
  median: number | null;
  p25: number | null;
  p75: number | null;
  low: number | null;
  high: number | null;
  /** 95% interval of the median; null or left out where there is none. */
  interval?: [number, number] | null;
  /** Hollow where the system is simulated. */
  mark: Mark;
  /** A system below the line: its median is drawn hollow, as a simulated one's is. */
  unranked?: boolean;
}

/** Pixels: baked at this width, scaled by the page. */
export const plotSize = { width: 460, height: 56, gutter: 34 };

function xScale(domain: [number, number], failuresLeft: boolean) {
  const { width, gutter } = plotSize;
  return {
    type: "log",
    domain,
    range: failuresLeft ? [gutter, width - 4] : [4, width - gutter],
    clamp: false,
  };
}

/** Where a value of a field lies along a row; shared with the axis above the rows. */
export const position = (field: string, domain: [number, number], failuresLeft: boolean) => ({
  field,
  type: "quantitative",
  scale: xScale(domain, failuresLeft),
  axis: null,
});

export const config = { view: { stroke: null }, background: "transparent", padding: 0 };

/** What of an interval lies on the axis; null where nothing does. */
function clipped([low, high]: [number, number], domain: [number, number]): [number, number] | null {
  const ends: [number, number] = [Math.max(low, domain[0]), Math.min(high, domain[1])];
  return ends[0] <= ends[1] ? ends : null;
}

/** Specification of one row's plot. Shape of `row` as above; quantiles come from the table, not from Vega. */
export function rowPlot(row: RowPlot, domain: [number, number], failuresLeft: boolean): object {
  const { width, height, gutter } = plotSize;
  const x = (field: string) => position(field, domain, failuresLeft);
  const y = {
    field: "order",
    type: "quantitative",
    scale: { domain: [0, Math.max(1, row.orders - 1)], range: [4, 34] },
    axis: null,
  };
  const shown = row.requests.filter((r) =>
    r.value !== null && r.value >= domain[0] && r.value <= domain[1]
  );
  const failed = row.requests.filter((r) => r.value === null);
  const box = [{ p25: row.p25, p75: row.p75, low: row.low, high: row.high, median: row.median }];
  const hasBox = row.p25 !== null && row.p75 !== null &&
    [row.p25, row.p75].every((v) => Number.isFinite(v) && v > 0);
  const ticks = logTicks(domain).map((value) => ({ value }));
  const layers: object[] = [
    {
      data: { values: ticks },
      mark: { type: "rule", color: "var(--tb-grid)" },
      encoding: { x: x("value") },
    },
    {
      data: { values: shown },
      mark: {
        type: "point",
        shape: "circle",
        filled: true,
        size: 10,
        color: row.mark.color,
        opacity: 1,
      },
      encoding: { x: x("value"), y },
    },
    {
      data: { values: failed },
      mark: {
        type: "tick",
        orient: "horizontal",
        width: 20,
        height: 20,
        thickness: 1.2,
        opacity: 1,
        color: "var(--tb-failed)",
      },
      encoding: { x: { value: failuresLeft ? gutter / 2 - 4 : width - gutter / 2 + 4 }, y },
    },
  ];
  if (hasBox) {
    layers.push(
      {
        data: { values: box },
        mark: { type: "rule", color: "var(--tb-box)" },
        encoding: { x: x("low"), x2: { field: "high" }, y: { value: 47 } },
      },
      {
        data: { values: box },
        mark: {
          type: "bar",
          height: 12,
          fill: row.mark.hollow ? "var(--tb-hatch, transparent)" : "var(--theme-background)",
          stroke: "var(--tb-box)",
          strokeWidth: 1,
        },
        encoding: { x: x("p25"), x2: { field: "p75" }, y: { value: 47 } },
      },
    );
  }
  const ends = row.interval && clipped(row.interval, domain);
  if (ends) {
    layers.push({
      data: { values: [{ from: ends[0], to: ends[1] }] },
      // Taller than the dot, so that it never hides behind it; with a stroke, so that it is never thinner than a pixel.
      mark: {
        type: "bar",
        height: 12,
        fill: row.mark.color,
        fillOpacity: "var(--tb-interval-opacity)",
        stroke: row.mark.color,
        strokeOpacity: "var(--tb-interval-opacity)",
        strokeWidth: 1,
        opacity: 1,
      },
      encoding: { x: x("from"), x2: { field: "to" }, y: { value: 47 } },
    });
  }
  if (row.median !== null && Number.isFinite(row.median) && row.median > 0) {
    layers.push({
      data: { values: box },
      mark: pointOf(row.mark, 54, row.mark.hollow || row.unranked),
      encoding: { x: x("median"), y: { value: 47 } },
    });
  }
  return { width, height, autosize: { type: "none" }, config, layer: layers };
}
