/** How two quantiles compare: intervals of their ratio. */

/** A quantile and the ends of its interval, all of them 0 or more. */
export interface Arm {
  q: number;
  low: number;
  high: number;
}

/** A ratio of b over a with the ends of its interval; 0 and Infinity are ends like others. */
export interface Ratio {
  /** NaN where both quantiles fail. */
  ratio: number;
  low: number;
  high: number;
}

/**
 * Ratio of b's quantile over a's. Its log gets an interval from theirs (MOVER: Zou and Donner 2008): the distances of
 * their ends, squared and added, less twice their product times the correlation `rho`.
 */
export function moverRatio(a: Arm, b: Arm, rho = 0): Ratio {
  const ratio = b.q / a.q;
  // No distance from a failure: what the ends alone say, which is wider than any correlation would make it.
  if (!(Number.isFinite(ratio) && ratio > 0)) {
    return { ratio, low: b.low / a.high || 0, high: otherwise(b.high / a.low, Infinity) };
  }
  const down = distance(Math.log(b.q / b.low), Math.log(a.high / a.q), rho);
  const up = distance(Math.log(b.high / b.q), Math.log(a.q / a.low), rho);
  return { ratio, low: ratio * Math.exp(-down), high: ratio * Math.exp(up) };
}

const otherwise = (x: number, instead: number) => Number.isNaN(x) ? instead : x;

function distance(x: number, y: number, rho: number): number {
  if (x === Infinity || y === Infinity) return Infinity; // their product with 0 or each other gives NaN
  return Math.sqrt(Math.max(0, x * x + y * y - 2 * rho * x * y));
}

/**
 * How far systems in the same time blocks rise and fall together: correlation of the deviations of their blocks, less
 * 1 / sqrt(blocks) because a chance correlation is about that large; at least 0. `blocks` counts those in which both
 * have values; one in which either has none lowers the correlation, wherever in the run it lies.
 */
export function sharedRise(a: Float64Array, b: Float64Array, blocks: number): number {
  let aa = 0, bb = 0, ab = 0; // deviations add up to 0: nothing to centre
  for (let j = 0; j < Math.max(a.length, b.length); j++) {
    const [x, y] = [a[j] ?? 0, b[j] ?? 0];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  return aa && bb ? Math.max(0, ab / Math.sqrt(aa * bb) - 1 / Math.sqrt(blocks)) : 0;
}
