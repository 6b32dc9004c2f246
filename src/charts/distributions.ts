/** Distributions of one metric, system by system, on a shared log axis. */

export interface Sample {
  system: string;
  color: string;
  values: number[];
}

const text = {
  labelColor: "var(--tb-muted)",
  titleColor: "var(--tb-muted)",
  labelFont: "Inter",
  titleFont: "Inter",
  titleFontWeight: 500,
  domainColor: "var(--tb-line)",
  tickColor: "var(--tb-line)",
  gridColor: "var(--tb-grid)",
};
const shell = (width: number, height: number) => ({
  width,
  height,
  background: "transparent",
  config: { view: { stroke: null }, axis: text },
});
const colors = (samples: Sample[]) => ({
  field: "system",
  type: "nominal",
  legend: null,
  scale: { domain: samples.map((s) => s.system), range: samples.map((s) => s.color) },
});
const xAxis = (title: string, domain: [number, number]) => ({
  field: "value",
  type: "quantitative",
  title,
  scale: { type: "log", domain, nice: false, clamp: true },
  axis: { format: "~g", grid: true },
});

/** Empirical distribution functions: the share of requests at or below a value. */
export function ecdf(
  samples: Sample[],
  title: string,
  domain: [number, number],
  width: number,
): object {
  const values = samples.flatMap((s) =>
    [...s.values].sort((a, b) => a - b).map((value, i, all) => ({
      system: s.system,
      value,
      share: (i + 1) / all.length,
    }))
  );
  return {
    ...shell(width, 280),
    data: { values },
    mark: { type: "line", interpolate: "step-after", strokeWidth: 1.8 },
    encoding: {
      x: xAxis(title, domain),
      y: {
        field: "share",
        type: "quantitative",
        title: "share of requests",
        scale: { domain: [0, 1] },
        axis: { format: "%" },
      },
      color: colors(samples),
    },
  };
}

/** Bins of equal width on the log axis, `bins` over the domain. */
export function logBins(
  values: number[],
  [low, high]: [number, number],
  bins: number,
): { from: number; to: number; n: number }[] {
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

/** One system's histogram; counts start at zero and share `top`. */
export function histogram(
  sample: Sample,
  title: string,
  domain: [number, number],
  top: number,
  width: number,
): object {
  return {
    ...shell(width, 70),
    data: { values: logBins(sample.values, domain, 40) },
    mark: { type: "bar", color: sample.color, binSpacing: 0.5 },
    encoding: {
      x: { ...xAxis(title, domain), field: "from" },
      x2: { field: "to" },
      y2: { datum: 0 },
      y: {
        field: "n",
        type: "quantitative",
        title: "requests",
        scale: { domain: [0, top] },
        axis: { tickCount: 2 },
      },
    },
  };
}
