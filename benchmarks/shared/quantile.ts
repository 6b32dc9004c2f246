/** Quantiles of sorted values. */

/**
 * Quantile `p` (0 to 1) of values sorted upwards: linear, type 7 (Hyndman and Fan 1996).
 *
 * `failure` is the value of a failed attempt (infinite latency, zero rate). A quantile with a failure beside it falls
 * among the failures: rank arithmetic, since interpolating with an infinity gives NaN.
 *
 * @throws RangeError of no values
 */
export function quantile(sorted: ArrayLike<number>, p: number, failure = Infinity): number {
  if (sorted.length === 0) throw new RangeError("Cannot take a quantile of no values");
  const h = (sorted.length - 1) * p;
  const low = sorted[Math.floor(h)];
  const high = sorted[Math.ceil(h)];
  if (low === failure || high === failure) return failure;
  if (high === Infinity) return Infinity;
  return low + (high - low) * (h - Math.floor(h));
}
