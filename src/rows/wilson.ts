/** How sure a share is; the pages may not reach the judging of the harness, a test holds the two equal. */

/** Lower and upper bound of the 95% interval of a share (Wilson 1927). */
export function wilson(k: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.959963984540054, p = k / n, d = 1 + z * z / n;
  const middle = (p + z * z / (2 * n)) / d;
  const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / d;
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** The same of columns `k` and `n` in SQL, each under its name; null of none. */
export const wilsonSql = (k: string, n: string, low: string, high: string): string =>
  ["-", "+"].map((sign, i) =>
    `(${k} + 1.920729410347062 ${sign} 1.959963984540054 * sqrt(${k} / nullif(${n}, 0) * (${n} - ${k})` +
    ` + 0.960364705173531)) / (${n} + 3.841458820694124) AS ${[low, high][i]}`
  ).join(",\n  ");
