/** A series of runs as a regression: a level, the waves of the day, and covariances to choose from. Pure. */
import { type Covariance, covariance } from "./covariance.ts";
import { mean } from "./level_days.ts";
import { type Base, base, type Weight, weights } from "./regression.ts";
import { column, isDrift, type Shape, shapes } from "./shapes.ts";

/** When the runs were, which is all that a covariance depends on. */
export interface Times {
  /** Day of each run, in order. */
  days: number[];
  /** Hours of each run, 0 to 24: of a run that is several in one, all of them. */
  hours: number[][];
}

/** A series of runs made ready: the same for all systems that were measured at the same times. */
export interface Series {
  tried: Shape[];
  views: { covariance: Covariance; base: Base; weights: Weight[] }[];
  columns: Float64Array[];
  ridges: number[];
}

const autocorrelations = [0, 0.3, 0.5, 0.67, 0.8, 0.9];
/**
 * Variance of the days' levels over that of their runs. Never none: that days have no level of their own cannot be
 * known from a few of them, and of fewer than five days still less.
 */
const dayLevels = (days: number) => (days < 5 ? [0.5, 2] : [0.15, 0.6, 2.5]);
/** An hour's effect of ten times the runs' spread is possible beforehand, no more. */
const hourRidge = 0.01;

/** Cosine and sine of an hour for each wave of the day. */
export const waves = (hour: number, harmonics: number): number[] =>
  Array.from({ length: harmonics }, (_, i) => (2 * Math.PI * (i + 1) * hour) / 24)
    .flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);

/** @param harmonics curves of the day that a change must not be mistaken for: 1 is a wave of 24 hours, 2 of 12 */
export function prepare({ days, hours }: Times, harmonics: number): Series {
  const n = days.length;
  const perHour = hours.map((own) => own.map((hour) => waves(hour, harmonics)));
  const columns = [
    new Float64Array(n).fill(1),
    ...waves(0, harmonics).map((_, w) =>
      Float64Array.from(perHour, (own) => mean(own.map((values) => values[w])))
    ),
  ];
  const ridges = columns.map((_, i) => (i > 0 ? hourRidge : 0));
  const tried = shapes(n);
  const levels = dayLevels(new Set(days).size);
  const views = autocorrelations.flatMap((phi) =>
    levels.map((level) => {
      const own = covariance(days, phi, level);
      const plain = base(own, columns, ridges);
      return { covariance: own, base: plain, weights: weights(tried, plain) };
    })
  );
  return { tried, views, columns, ridges };
}

/** Columns of a series and of changes in it, under one of its covariances. */
export function given(series: Series, own: Covariance, found: Shape[]): Base {
  const n = series.columns[0].length;
  return base(
    own,
    [...series.columns, ...found.map((shape) => column(n, shape))],
    [...series.ridges, ...found.map(() => 0)],
    [
      ...series.views.find((view) => view.covariance === own)!.base.products,
      ...found.map((shape) =>
        isDrift(shape) ? own.times(column(n, shape)) : own.timesStep(shape.to)
      ),
    ],
  );
}
