/** How sure a share is. */
import { z975 } from "./statistics/distributions.ts";

/** 95% interval of a share, `k` of `n` (Wilson 1927); [0, 1] of nothing. */
export function wilson(k: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = z975;
  const p = k / n;
  const d = 1 + (z * z) / n;
  const middle = (p + (z * z) / (2 * n)) / d;
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / d;
  // At 0 and n the bound is exact; rounding must not move it.
  return [k === 0 ? 0 : middle - half, k === n ? 1 : middle + half];
}

/**
 * 95% interval of the difference of two shares, the second less the first, of `[k, n]` each: Wilson's intervals put
 * together (Newcombe 1998, method 10). [-1, 1] where one is a share of nothing.
 */
export function shareDifference(
  [k1, n1]: [number, number],
  [k2, n2]: [number, number],
): [number, number] {
  if (n1 === 0 || n2 === 0) return [-1, 1];
  const [[low1, high1], [low2, high2]] = [wilson(k1, n1), wilson(k2, n2)];
  const [p1, p2] = [k1 / n1, k2 / n2];
  return [
    p2 - p1 - Math.hypot(p2 - low2, high1 - p1),
    p2 - p1 + Math.hypot(high2 - p2, p1 - low1),
  ];
}
