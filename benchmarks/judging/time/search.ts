/** Which changes a series of runs shows: the likeliest first, each tested before it is believed. Pure. */
import { type Covariance, covariance } from "./covariance.ts";
import { type Base, base, best, fit, type Trial, type Weight, weights } from "./regression.ts";
import { mean } from "./level_days.ts";
import { around, column, isDrift, type Shape, shapes } from "./shapes.ts";

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
 * Variance of the days' levels over that of their runs. Never none: that days have no level of their own cannot be known
 * from a few of them, and of fewer than five days still less.
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

const kinds = (shape: Shape) =>
  shape.back !== undefined ? "return" : isDrift(shape) ? "drift" : "step";
export type Likeliest = { trial: Trial; covariance: Covariance };

export function given(series: Series, own: Covariance, found: Shape[]): Base {
  const n = series.columns[0].length;
  return base(
    own,
    [...series.columns, ...found.map((shape) => column(n, shape))],
    [...series.ridges, ...found.map(() => 0)],
  );
}

/** Likeliest step, drift and return beside those that were found, over all covariances. */
export function likeliest(
  series: Series,
  logs: Float64Array,
  found: Shape[],
  tried = series.tried,
) {
  const tops = new Map<string, Likeliest>();
  for (const view of series.views) {
    const plain = found.length === 0 && tried === series.tried;
    const at = plain ? view.base : given(series, view.covariance, found);
    for (const [kind, trial] of best(at, logs, tried, kinds, plain ? view.weights : undefined)) {
      const top = tops.get(kind);
      if (!top || trial.likelihood > top.trial.likelihood) {
        tops.set(kind, { trial, covariance: view.covariance });
      }
    }
  }
  return tops;
}

/** Log likelihood of a set of changes under a covariance. */
const likelihood = (series: Series, own: Covariance, found: Shape[], logs: Float64Array) =>
  -(logs.length * Math.log(fit(given(series, own, found), logs).rest) + own.logDeterminant) / 2;

/** Moves each change to its likeliest place beside the others. */
function settle(series: Series, own: Covariance, found: Shape[], logs: Float64Array): Shape[] {
  const placed = [...found];
  for (let sweep = 0; sweep < 2; sweep++) {
    placed.forEach((shape, i) => {
      const others = placed.filter((_, j) => j !== i);
      const places = around(logs.length, shape);
      const [top] = best(given(series, own, others), logs, places, () => 0).values();
      if (top) placed[i] = top.shape;
    });
  }
  return placed.sort((a, b) => a.to - b.to);
}

const split = ({ from, to, back }: Shape): Shape[] =>
  back === undefined ? [{ from, to }] : [{ from, to }, { from: back - 1, to: back }];

/** Of a step, a drift and a return the likeliest, where each place that it is free to choose costs half of log n (BIC). */
export function choose(tops: Map<string, Likeliest>, n: number): Likeliest | undefined {
  const cost = Math.log(n) / 2;
  const score = (kind: string) =>
    (tops.get(kind)?.trial.likelihood ?? -Infinity) - (kind === "step" ? 0 : cost);
  const kind = ["step", "drift", "return"].reduce((a, b) => (score(b) > score(a) ? b : a));
  return tops.get(kind);
}

export interface Found {
  shapes: Shape[];
  /** The likeliest where nothing more was found. */
  covariance: Covariance;
}

/** Changes in order of time; `limit` is what a statistic has to pass. */
export function search(series: Series, logs: Float64Array, limit: number, most = 10): Found {
  const n = logs.length;
  let found: Shape[] = [];
  for (;;) {
    const tops = likeliest(series, logs, found);
    const top = choose(tops, n)!;
    if (top.trial.t2 <= limit || found.length >= most) {
      return { shapes: found, covariance: top.covariance };
    }
    const added = settle(series, top.covariance, [...found, ...split(top.trial.shape)], logs);
    found = isDrift(top.trial.shape) ? stepsInstead(series, logs, found, top, added, tops) : added;
  }
}

/** Two steps one way resemble a drift: they are told where they are likelier, at the cost of one more place. */
function stepsInstead(
  series: Series,
  logs: Float64Array,
  found: Shape[],
  top: Likeliest,
  drift: Shape[],
  tops: Map<string, Likeliest>,
): Shape[] {
  const first = tops.get("step");
  if (!first) return drift;
  const second = likeliest(series, logs, [...found, first.trial.shape]).get("step");
  if (!second) return drift;
  const steps = settle(
    series,
    second.covariance,
    [...found, first.trial.shape, second.trial.shape],
    logs,
  );
  const gain = likelihood(series, second.covariance, steps, logs) -
    likelihood(series, top.covariance, drift, logs);
  return gain > Math.log(logs.length) / 2 ? steps : drift;
}
