/** Empirical distribution functions of several systems, on one log axis, each with its name on a flag. */
import { type Flag, flagsOf, flagStep, named } from "./curve_flags.js";
import { logTicks } from "./log_axis.js";
import { dashOf, type Mark, pathOf } from "./mark.js";

/** Positive finite values of one system. */
export interface Sample {
  system: string;
  mark: Mark;
  values: number[];
}

const axisText = {
  labelColor: "var(--tb-muted)",
  titleColor: "var(--tb-muted)",
  labelFont: "Inter",
  titleFont: "Inter",
  labelFontSize: 11,
  labelSeparation: 6,
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
/** The log axis of a metric: its ticks are those of every other log axis, from 1,000 as 1k. */
export const logAxis = (
  field: string,
  title: string | string[] | null,
  domain: [number, number],
) => ({
  field,
  type: "quantitative",
  title,
  scale: { type: "log", domain, nice: false, clamp: true },
  axis: {
    values: logTicks(domain),
    labelExpr: "datum.value < 1000 ? format(datum.value, '~g') : format(datum.value, '~s')",
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

const height = 300;

/** Share of requests at or below a value, a curve a system; its name flies over the top, where the curve ends. */
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
  const by = (range: (mark: Mark) => unknown) => ({
    field: "system",
    type: "nominal",
    legend: null,
    scale: { domain: samples.map((s) => s.system), range: samples.map((s) => range(s.mark)) },
  });
  const color = by((mark) => mark.color);
  const points = samples.flatMap((s) => steps(s.values).map((p) => ({ ...p, system: s.system })));
  // A curve that goes on beyond the axis leaves it at its right end, below the top: there it has no flag to reach.
  const ended = samples.filter((s) => s.values.length > 0);
  const pixel = (value: number) =>
    width * Math.log(Math.min(value, domain[1]) / domain[0]) / Math.log(domain[1] / domain[0]);
  const flags = flagsOf(
    named(
      ended.map((s) => ({ name: s.system, at: pixel(s.values.reduce((a, b) => Math.max(a, b))) })),
    ),
    width,
  );
  const rise = (f: Flag) => -(f.level + 1) * flagStep;
  const flown = flags.map((f) => ({ ...f, system: f.name, top: rise(f) + 5, base: rise(f) }));
  const at = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
  const word = (mark: object) => ({
    data: { values: flown },
    mark: {
      type: "text",
      align: "left",
      baseline: "middle",
      font: "Inter",
      fontSize: 12,
      clip: false,
      ...mark,
    },
    encoding: { x: at("left"), y: at("base"), text: { field: "text" } },
  });
  return {
    ...shell(width, height),
    layer: [
      {
        data: { values: flown },
        mark: { type: "rule", strokeWidth: 1, opacity: 0.8, clip: false },
        encoding: { x: at("at"), y: { value: 0 }, y2: at("top"), color },
      },
      {
        data: { values: points },
        mark: { type: "line", interpolate: "step-after", strokeWidth: 1.8 },
        encoding: { x, y, color, strokeDash: by(dashOf) },
      },
      {
        data: { values: flown },
        mark: { type: "point", size: 42, strokeWidth: 1.5, opacity: 1, clip: false },
        encoding: {
          x: at("at"),
          y: { value: 0 },
          shape: by(pathOf),
          stroke: color,
          fill: by((mark) => mark.core ?? (mark.hollow ? "var(--theme-background)" : mark.color)),
        },
      },
      // A halo under the names keeps them readable where another flag's line passes.
      word({ stroke: "var(--theme-background)", strokeWidth: 4, color: "var(--theme-background)" }),
      word({ color: "var(--tb-text)" }),
    ],
  };
}
