/** How sure a share is. */
import { z975 } from "./distributions.ts";

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
