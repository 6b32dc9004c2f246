/** Generalised least squares of a series of runs on its hours and changes, and the best change to add. Pure. */
import type { Covariance } from "./covariance.ts";
import { dot, invert } from "./matrix.ts";
import type { Shape } from "./shapes.ts";

/** The columns that are in the model already, under one covariance. */
export interface Base {
  covariance: Covariance;
  columns: Float64Array[];
  /** V⁻¹ X. */
  products: Float64Array[];
  /** (X' V⁻¹ X)⁻¹, and what the likelihood takes for the covariance and these columns. */
  inverse: number[][];
  cost: number;
  /** Running sums of V⁻¹ X, one pair per column. */
  sums: Sums[];
}

interface Sums {
  steps: Float64Array;
  drifts: Float64Array;
}

/** A change tried on a series. */
export interface Trial {
  shape: Shape;
  /** Squared estimate over its squared standard error: what is held against the limit. */
  t2: number;
  /** Change of the log, and its standard error. */
  estimate: number;
  error: number;
  /** Log likelihood (restricted), up to a constant. */
  likelihood: number;
}

/** A column's sums over the runs from i on, and sums of those over 1..i: a step's and a drift's dot product with it. */
function runningSums(column: Float64Array): Sums {
  const n = column.length;
  const steps = new Float64Array(n + 1);
  for (let i = n - 1; i >= 0; i--) steps[i] = steps[i + 1] + column[i];
  const drifts = new Float64Array(n + 2);
  for (let i = 1; i <= n; i++) drifts[i + 1] = drifts[i] + steps[i];
  return { steps, drifts };
}

function along({ from, to, back }: Shape, { steps, drifts }: Sums): number {
  if (back !== undefined) return steps[to] - steps[back];
  if (to === from + 1) return steps[to];
  return (drifts[to + 1] - drifts[from + 1]) / (to - from);
}

/** Shape' V⁻¹ shape. */
function size({ from, to, back }: Shape, { steps, drifts }: Covariance): number {
  const [m, k] = [Math.round(Math.sqrt(steps.length)), Math.round(Math.sqrt(drifts.length))];
  const step = (i: number, j: number) => steps[i * m + j];
  if (back !== undefined) return step(to, to) + step(back, back) - 2 * step(to, back);
  if (to === from + 1) return step(to, to);
  const drift = (i: number, j: number) => drifts[(i + 1) * k + j + 1];
  return (drift(to, to) - 2 * drift(from, to) + drift(from, from)) / (to - from) ** 2;
}

/**
 * @param columns the level first, and whatever else is known
 * @param ridges what to add to each column's own product: a small one lets a column be there that the data cannot tell
 *   from the level, such as the hour of runs that are all of one hour
 * @param known products of the first columns, where another base has them
 */
export function base(
  covariance: Covariance,
  columns: Float64Array[],
  ridges: readonly number[],
  known: readonly Float64Array[] = [],
): Base {
  const products = columns.map((x, i) => known[i] ?? covariance.times(x));
  const { inverse, logDeterminant } = invert(
    columns.map((x, i) => products.map((p, j) => dot(x, p) + (i === j ? ridges[i] : 0))),
  );
  const cost = covariance.logDeterminant + logDeterminant;
  return { covariance, columns, products, inverse, cost, sums: products.map(runningSums) };
}

/** What a shape adds to the columns: its product with each, and what of its own is left beside them. */
export interface Weight {
  products: Float64Array;
  own: number;
}

export function weights(shapes: readonly Shape[], { covariance, inverse, sums }: Base): Weight[] {
  const q = sums.length;
  const flat = Float64Array.from(inverse.flat());
  return shapes.map((shape) => {
    const products = new Float64Array(q);
    let own = size(shape, covariance);
    for (let i = 0; i < q; i++) {
      const product = products[i] = along(shape, sums[i]);
      let twice = flat[i * q + i] * product;
      for (let j = 0; j < i; j++) twice += 2 * flat[i * q + j] * products[j];
      own -= twice * product;
    }
    return { products, own };
  });
}

/** Logs of a series, and V⁻¹ times them under each covariance, made once. */
export interface Values {
  logs: Float64Array;
  whitened: Map<Covariance, Float64Array>;
}

/** No value is known better than to a millionth: without noise, rounding would pass for a change. */
const leastRest = (values: number) => values * 1e-12;

/** A series under a base: V⁻¹ times its logs, coefficients of the columns, and the sum of squares that is left. */
export function fit({ covariance, columns, inverse }: Base, { logs, whitened }: Values) {
  let white = whitened.get(covariance);
  if (!white) whitened.set(covariance, white = covariance.times(logs));
  const products = columns.map((x) => dot(x, white));
  const coefficients = inverse.map((row) => dot(row, products));
  const rest = Math.max(leastRest(logs.length), dot(logs, white) - dot(coefficients, products));
  return { white, coefficients, rest };
}

/** The likeliest of `shapes` for each `kind` of them. */
export function best<K>(
  at: Base,
  values: Values,
  shapes: readonly Shape[],
  kind: (shape: Shape) => K,
  given = weights(shapes, at),
): Map<K, Trial> {
  const { white, coefficients, rest } = fit(at, values);
  const sums = runningSums(white);
  const free = white.length - at.columns.length - 1;
  const found = new Map<K, Trial>();
  shapes.forEach((shape, i) => {
    const { products, own } = given[i];
    if (own < 1e-3) return; // already there
    const estimate = (along(shape, sums) - dot(products, coefficients)) / own;
    const left = Math.max(rest - estimate * estimate * own, leastRest(white.length));
    const likelihood = -(free * Math.log(left) + at.cost) / 2;
    const k = kind(shape);
    if (likelihood <= (found.get(k)?.likelihood ?? -Infinity)) return;
    const variance = left / free / own;
    const error = Math.sqrt(variance);
    found.set(k, { shape, t2: (estimate * estimate) / variance, estimate, error, likelihood });
  });
  return found;
}
