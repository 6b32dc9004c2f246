/** Which changes a series of runs shows: the likeliest first, each tested before it is believed. Pure. */
import type { Covariance } from "./covariance.ts";
import { best, fit, type Trial, type Values } from "./regression.ts";
import { given, type Series } from "./series.ts";
import { around, edge, isDrift, type Shape } from "./shapes.ts";

const kinds = (shape: Shape) =>
  shape.back !== undefined ? "return" : isDrift(shape) ? "drift" : "step";
export type Likeliest = { trial: Trial; covariance: Covariance };

/** Likeliest step, drift and return beside those that were found, over all covariances. */
export function likeliest(
  series: Series,
  values: Values,
  found: Shape[],
  tried = series.tried,
) {
  const tops = new Map<string, Likeliest>();
  for (const view of series.views) {
    const plain = found.length === 0 && tried === series.tried;
    const at = plain ? view.base : given(series, view.covariance, found);
    for (const [kind, trial] of best(at, values, tried, kinds, plain ? view.weights : undefined)) {
      const top = tops.get(kind);
      if (!top || trial.likelihood > top.trial.likelihood) {
        tops.set(kind, { trial, covariance: view.covariance });
      }
    }
  }
  return tops;
}

/** Log likelihood of a set of changes under a covariance. */
const likelihood = (series: Series, own: Covariance, found: Shape[], values: Values) =>
  -(values.logs.length * Math.log(fit(given(series, own, found), values).rest) +
    own.logDeterminant) / 2;

/** Moves each change to its likeliest place beside the others. */
function settle(series: Series, own: Covariance, found: Shape[], values: Values): Shape[] {
  const n = values.logs.length;
  const placed = [...found];
  for (let sweep = 0; sweep < 2; sweep++) {
    placed.forEach((shape, i) => {
      const others = placed.filter((_, j) => j !== i);
      const places = around(n, shape).filter(({ to }) =>
        others.every((other) => Math.abs(to - other.to) >= edge(n))
      );
      const [top] = best(given(series, own, others), values, places, () => 0).values();
      if (top) placed[i] = top.shape;
    });
  }
  return placed.sort((a, b) => a.to - b.to);
}

/** Least squared statistic of a change beside the others. */
function weakest(series: Series, own: Covariance, found: Shape[], values: Values): number {
  const at = given(series, own, found);
  const { coefficients, rest } = fit(at, values);
  const variance = rest / (values.logs.length - at.columns.length);
  return Math.min(...found.map((_, i) => {
    const j = series.columns.length + i;
    return coefficients[j] ** 2 / (variance * at.inverse[j][j]);
  }));
}

const split = ({ from, to, back }: Shape): Shape[] =>
  back === undefined ? [{ from, to }] : [{ from, to }, { from: back - 1, to: back }];

/** Of a step, a drift and a return the likeliest; a second place costs half of log n (BIC). */
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
export function search(series: Series, values: Values, limit: number, most = 10): Found {
  const n = values.logs.length;
  let found: Shape[] = [];
  for (;;) {
    const tops = likeliest(series, values, found);
    const top = choose(tops, n)!;
    if (top.trial.t2 <= limit || found.length >= most) {
      return { shapes: found, covariance: top.covariance };
    }
    const added = settle(series, top.covariance, [...found, ...split(top.trial.shape)], values);
    const next = isDrift(top.trial.shape)
      ? stepsInstead(series, values, found, top, added, tops)
      : added;
    // Beside each other all must still stand; of a change and its return each is as clear as half of both.
    if (weakest(series, top.covariance, next, values) < limit / 2) {
      return { shapes: found, covariance: top.covariance };
    }
    found = next;
  }
}

/** Two steps one way resemble a drift: they are told where they are likelier, at the cost of one more place. */
function stepsInstead(
  series: Series,
  values: Values,
  found: Shape[],
  top: Likeliest,
  drift: Shape[],
  tops: Map<string, Likeliest>,
): Shape[] {
  const first = tops.get("step");
  if (!first) return drift;
  const second = likeliest(series, values, [...found, first.trial.shape]).get("step");
  if (!second) return drift;
  const steps = settle(
    series,
    second.covariance,
    [...found, first.trial.shape, second.trial.shape],
    values,
  );
  const gain = likelihood(series, second.covariance, steps, values) -
    likelihood(series, top.covariance, drift, values);
  return gain > Math.log(values.logs.length) / 2 ? steps : drift;
}
