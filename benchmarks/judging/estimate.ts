/** A quantile of one system, and how sure it is. */
import { binomialRanks } from "./statistics/binomial.js";
import { tQuantile975 } from "./statistics/distributions.js";
import { z975 } from "../shared/wilson.js";
import { minAttempts } from "./floors.js";
import { quantile } from "../shared/quantile.js";

/** Values of one metric of one system in one population. */
export interface Sample {
  /** One a value, unsorted. */
  values: Float64Array;
  sorted: Float64Array;
  /** Batch of each value: whole numbers from 0; the batches of failed attempts may be missing. */
  batch: Int32Array;
  /** Values of each batch. */
  sizes: Int32Array;
  /** Attempts behind the values, failed ones counted. */
  attempts: number;
  /** What a failed attempt counts as: infinite latency, zero rate; NaN where none is counted. */
  failure: number;
}

/**
 * A sample of `values` with the `batch` of each.
 *
 * @throws RangeError where lengths differ or a value is not a number
 */
export function sampleOf(
  values: ArrayLike<number>,
  batch: ArrayLike<number>,
  { attempts = values.length, failure = Infinity } = {},
): Sample {
  if (values.length !== batch.length) {
    throw new RangeError(`Cannot judge ${values.length} values with ${batch.length} batches`);
  }
  const own = new Float64Array(values);
  const sorted = own.slice().sort();
  // NaN sorts last.
  if (Number.isNaN(sorted[sorted.length - 1])) throw new RangeError("Cannot judge a value of NaN");
  const of = new Int32Array(batch);
  const sizes = new Int32Array(of.reduce((most, b) => Math.max(most, b), -1) + 1);
  for (const b of of) sizes[b]++;
  return { values: own, sorted, batch: of, sizes, attempts, failure };
}

/** Quantile `q` at `p`, what its run is worth, and its interval. */
export interface Estimate {
  p: number;
  /** In the metric's unit; the sample's `failure` where it falls among failures. */
  q: number;
  n: number;
  /** Batches. */
  b: number;
  /** Variance of the share of values at or below `q`, from the batches. */
  v: number;
  /** Effective n: as many independent values would say as much. */
  m: number;
  /** Ends of the 95% interval, in the metric's unit; null where n is too small for one. */
  interval: [number, number] | null;
  /** Of each batch, values at or below `q` beyond their share. */
  deviations: Float64Array;
}

/**
 * Quantile `p` of a sample, with an interval at level 1 - `alpha` (Woodruff 1952: the interval of the share, read off
 * as order statistics). Null of no values.
 */
export function estimate(sample: Sample, p: number, alpha = 0.05): Estimate | null {
  const { values, sorted, batch, sizes, failure } = sample;
  const n = values.length;
  if (n === 0) return null;
  const q = quantile(sorted, p, failure);
  const deviations = new Float64Array(sizes.length);
  let hits = 0;
  for (let i = 0; i < n; i++) {
    if (values[i] <= q) {
      deviations[batch[i]]++;
      hits++;
    }
  }
  let b = 0;
  let squares = 0;
  for (let j = 0; j < sizes.length; j++) {
    if (sizes[j] === 0) continue;
    b++;
    // In this order a share of 1 leaves exactly 0.
    deviations[j] -= (hits / n) * sizes[j];
    squares += deviations[j] ** 2;
  }
  const v = b > 1 ? ((b / (b - 1)) * squares) / n ** 2 : NaN;
  const m = b > 1 ? effectiveN(n, p, b, v) : 0;
  const found = { p, q, n, b, v, m, interval: null, deviations };
  return { ...found, interval: intervalOf(sample, found, alpha) };
}

// The ratio of quantiles takes back that v itself is known from b batches only.
function effectiveN(n: number, p: number, b: number, v: number): number {
  if (v === 0) return n;
  return Math.floor(Math.min(n, ((p * (1 - p)) / v) * (z975 / tQuantile975(b - 1)) ** 2));
}

/**
 * Interval of an estimate at another level, at the same effective n. Ranks of m values become ranks of n, outwards.
 * Null under 50 attempts, or where the effective n is too small.
 */
export function intervalOf(
  { sorted, attempts }: Pick<Sample, "sorted" | "attempts">,
  { p, n, m }: Pick<Estimate, "p" | "n" | "m">,
  alpha = 0.05,
): [number, number] | null {
  const ranks = attempts < minAttempts ? null : binomialRanks(m, p, alpha);
  if (ranks === null) return null;
  const [r, s] = ranks.map((rank) => (rank * (n + 1)) / (m + 1));
  return [sorted[Math.max(1, Math.floor(r)) - 1], sorted[Math.min(n, Math.ceil(s)) - 1]];
}
