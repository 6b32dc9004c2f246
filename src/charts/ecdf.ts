/** Empirical distribution functions of several systems, on one log axis. */

/** Positive finite values of one system. */
export interface Sample {
  system: string;
  color: string;
  values: number[];
}

const axisText = {
  labelColor: "var(--tb-muted)",
  titleColor: "var(--tb-muted)",
  labelFont: "Inter",
  titleFont: "Inter",
  labelFontSize: 11,
  titleFontSize: 12,
  titleFontWeight: 500,
  domainColor: "var(--tb-line)",
  tickColor: "var(--tb-line)",
  gridColor: "var(--tb-grid)",
};
/** A drawing without frame or background, so that the page's theme shows through. Sizes in pixels. */
export const shell = (width: number, height: number | { step: number }) => ({
  width,
  height,
  background: "transparent",
  config: { view: { stroke: null }, axis: axisText },
});
/** The log axis of a metric: labels at 1, 2 and 5 of each decade, from 1,000 as 1k. */
export const logAxis = (field: string, title: string | null, domain: [number, number]) => ({
  field,
  type: "quantitative",
  title,
  scale: { type: "log", domain, nice: false, clamp: true },
  axis: {
    labelExpr:
      "indexof([1, 2, 5, 10], round(datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9)))) < 0 ? '' : datum.value < 1000 ? format(datum.value, '~g') : format(datum.value, '~s')",
    labelOverlap: "greedy",
    grid: true,
  },
});

/** Steps of one system: from 0 at its smallest value, each value adds 1/n. */
export function steps(values: number[]): { value: number; share: number }[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  return [
    { value: sorted[0], share: 0 },
    ...sorted.map((value, i) => ({ value, share: (i + 1) / sorted.length })),
  ];
}

/** Where each curve bears its name: at heights apart from each other, so that neighbours do not collide. */
export function curveNames(samples: Sample[]): { system: string; value: number; share: number }[] {
  const middle = (v: number[]) => v[Math.floor(v.length / 2)];
  return samples.filter((s) => s.values.length > 0)
    .map((s) => ({ system: s.system, values: [...s.values].sort((a, b) => a - b) }))
    .sort((a, b) => middle(b.values) - middle(a.values))
    .map(({ system, values }, i, all) => {
      const share = 0.08 + 0.84 * (i + 0.5) / all.length;
      const value = values[Math.min(values.length - 1, Math.floor(share * values.length))];
      return { system, share, value };
    });
}

/** Share of requests at or below a value, a curve a system, its name beside it. */
export function ecdf(
  samples: Sample[],
  title: string,
  domain: [number, number],
  width: number,
): object {
  const x = logAxis("value", title, domain);
  const y = {
    field: "share",
    type: "quantitative",
    title: "share of requests",
    scale: { domain: [0, 1] },
    axis: { format: "%" },
  };
  const name = (mark: object) => ({
    data: { values: curveNames(samples).filter((l) => l.value <= domain[1]) },
    mark: { type: "text", align: "left", dx: 6, font: "Inter", fontSize: 12, ...mark },
    encoding: { x, y, text: { field: "system" } },
  });
  const points = samples.flatMap((s) => steps(s.values).map((p) => ({ ...p, system: s.system })));
  return {
    ...shell(width, 300),
    layer: [
      {
        data: { values: points },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 1.8 },
        encoding: {
          x,
          y,
          color: {
            field: "system",
            type: "nominal",
            legend: null,
            scale: { domain: samples.map((s) => s.system), range: samples.map((s) => s.color) },
          },
        },
      },
      // A halo under the names keeps them readable over other curves.
      name({ stroke: "var(--theme-background)", strokeWidth: 4, color: "var(--theme-background)" }),
      name({ color: "var(--tb-text)" }),
    ],
  };
}
