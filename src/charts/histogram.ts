/** Histogram of one system on a log axis. */
import { logAxis, type Sample, shell } from "./ecdf.js";

export interface Bin {
  from: number;
  to: number;
  n: number;
}

/** Bins over every domain of the page. */
export const binCount = 48;

/** Bins of equal width on the log axis, `bins` over the domain; what lies outside is in none. */
export function logBins(values: number[], [low, high]: [number, number], bins: number): Bin[] {
  const step = Math.log(high / low) / bins;
  const counts = Array.from(
    { length: bins },
    (_, i) => ({ from: low * Math.exp(i * step), to: low * Math.exp((i + 1) * step), n: 0 }),
  );
  for (const v of values) {
    const i = Math.floor(Math.log(v / low) / step);
    if (i >= 0 && i < bins) counts[i].n++;
    else if (v === high) counts[bins - 1].n++;
  }
  return counts;
}

/** One system's histogram; counts start at zero and share `top`. Width in pixels. */
export function histogram(
  sample: Sample,
  domain: [number, number],
  top: number,
  width: number,
): object {
  const bins = logBins(sample.values, domain, binCount).filter((b) => b.n > 0);
  return {
    ...shell(width, 84),
    data: { values: bins.map((b) => ({ ...b, zero: 0 })) },
    // A rectangle names both its ends: a bar with an interval on one axis is drawn as a tick on the other.
    mark: {
      type: "rect",
      color: sample.mark.color,
      stroke: "var(--theme-background)",
      strokeWidth: 0.5,
    },
    encoding: {
      x: logAxis("from", null, domain),
      x2: { field: "to" },
      y: {
        field: "zero",
        type: "quantitative",
        title: null,
        scale: { domain: [0, top], nice: false },
        axis: { tickCount: 3, format: "d" },
      },
      y2: { field: "n" },
    },
  };
}
