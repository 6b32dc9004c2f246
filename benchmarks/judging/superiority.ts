/** How often one system beats another. */

/**
 * Probability that a request of a is faster than one of b, ties counted half (the common-language effect size of Mann
 * and Whitney). Values sorted upwards; two failures tie. NaN where either has no values.
 */
export function probabilityFaster(
  a: Float64Array,
  b: Float64Array,
  better: "higher" | "lower",
): number {
  let below = 0; // of b, less than the value of a
  let upTo = 0; // of b, less or equal
  let sum = 0; // twice the pairs in which a is less, ties once
  for (const x of a) {
    while (below < b.length && b[below] < x) below++;
    while (upTo < b.length && b[upTo] <= x) upTo++;
    sum += 2 * b.length - below - upTo;
  }
  const less = sum / (2 * a.length * b.length);
  return better === "lower" ? less : 1 - less;
}
