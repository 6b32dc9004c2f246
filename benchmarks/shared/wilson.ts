/** How sure a share is. */

/** 97.5% quantile of the standard normal: half-width of a 95% interval in standard errors. */
export const z975 = 1.959963984540054;

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
 * SQL of the ends of the 95% interval of a share, `k` of `n` (Wilson 1927); null of nothing. At 0 and n the end is
 * exact: rounding must not move it.
 */
export function wilsonSql(k: string, n: string): { low: string; high: string } {
  // With an exponent it is a DOUBLE: as a DECIMAL it would hold no count beyond two digits.
  const double = (x: number) => `${x}e0`;
  const z2 = z975 * z975;
  const middle = `${k} + ${double(z2 / 2)}`;
  const half = `${double(z975)}\n      * sqrt(${k} * (1 - ${k} / ${n}) + ${double(z2 / 4)})`;
  const end = (sign: string, exact: string, value: number) =>
    `CASE WHEN ${n} = 0 THEN NULL WHEN ${k} = ${exact} THEN ${value}\n` +
    `    ELSE (${middle} ${sign} ${half})\n      / (${n} + ${double(z2)}) END`;
  return { low: end("-", "0", 0), high: end("+", n, 1) };
}
