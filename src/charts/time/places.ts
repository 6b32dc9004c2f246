/** One row of a model seen from a place, and the axis over such rows. */
import { labelled, logTicks } from "../log_axis.js";
import { type Mark, pointOf } from "../mark.js";

const shell = { background: "transparent", config: { view: { stroke: null } } };

const scale = (domain: [number, number], width: number) => ({
  type: "log",
  domain,
  nice: false,
  range: [6, width - 6],
});
const along = (field: string, domain: [number, number], width: number) => ({
  field,
  type: "quantitative",
  scale: scale(domain, width),
  axis: null,
});

/** Ticks with room for their labels: where doubling takes under 34 pixels, powers of ten only. */
function ticksOf(domain: [number, number], width: number): number[] {
  const ticks = logTicks(domain);
  const decades = ticks.filter((t) => /^[0.]*10*$/.test(String(t)));
  const doubling = width * Math.LN2 / Math.log(domain[1] / domain[0]);
  return labelled(doubling < 34 && decades.length > 1 ? decades : ticks, domain, width - 12, 26);
}

export interface PlaceRow {
  values: number[];
  median: number;
  p25: number;
  p75: number;
  mark: Mark;
}

/** One provider from one place: every measurement, the middle half as a bar, the median; log axis. */
export function place(row: PlaceRow, domain: [number, number], width: number): object {
  const height = 24;
  const y = { value: height / 2 };
  const x = (field: string) => along(field, domain, width);
  const box = [{ median: row.median, p25: row.p25, p75: row.p75 }];
  return {
    ...shell,
    autosize: { type: "none" },
    padding: 0,
    width,
    height,
    layer: [
      {
        data: { values: ticksOf(domain, width).map((value) => ({ value })) },
        mark: { type: "rule", color: "var(--tb-grid)" },
        encoding: { x: x("value") },
      },
      {
        data: { values: box },
        mark: { type: "bar", height: 13, color: row.mark.color, opacity: 0.38 },
        encoding: { x: x("p25"), x2: { field: "p75" }, y },
      },
      {
        data: { values: row.values.filter((v) => v <= domain[1]).map((value) => ({ value })) },
        mark: {
          type: "point",
          shape: "circle",
          fill: row.mark.color,
          stroke: null,
          size: 8,
          opacity: 0.75,
        },
        encoding: { x: x("value"), y },
      },
      {
        data: { values: box },
        mark: pointOf(row.mark, 64),
        encoding: { x: x("median"), y },
      },
    ],
  };
}

/** The axis over a column of `place` drawings. */
export function placeAxis(domain: [number, number], width: number): object {
  const x = along("value", domain, width);
  return {
    ...shell,
    autosize: { type: "none" },
    padding: 0,
    width,
    height: 20,
    data: {
      values: ticksOf(domain, width).map((value) => ({
        value,
        label: value >= 1000 ? `${value / 1000}k` : String(value),
      })),
    },
    layer: [
      {
        mark: { type: "rule", color: "var(--tb-edge)" },
        encoding: { x, y: { value: 16 }, y2: { value: 20 } },
      },
      {
        mark: { type: "text", fontSize: 11, font: "Inter", color: "var(--tb-muted)" },
        encoding: { x, y: { value: 9 }, text: { field: "label" } },
      },
    ],
  };
}
