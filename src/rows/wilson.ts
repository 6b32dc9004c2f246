/** How sure a share is; the pages may not reach the judging of the harness, a test holds the two equal. */

/** Lower and upper bound of the 95% interval of a share (Wilson 1927). */
export function wilson(k: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.959963984540054, p = k / n, d = 1 + z * z / n;
  const middle = (p + z * z / (2 * n)) / d;
  const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d;
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
