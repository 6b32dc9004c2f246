/** How sure a share is, as SQL; `judging/share.ts` computes the same, and a test holds the two equal. */
import { z975 } from "../judging/statistics/distributions.ts";

/**
 * SQL of the ends of the 95% interval of a share, `k` of `n` (Wilson 1927); null of nothing. At 0 and n the end is
 * exact: rounding must not move it.
 */
export function wilsonSql(k: string, n: string): { low: string; high: string } {
  const z2 = z975 * z975;
  const middle = `${k} + ${z2 / 2}`;
  const half = `${z975}\n      * sqrt(${k} * (1 - ${k} / ${n}) + ${z2 / 4})`;
  const end = (sign: string, exact: string, value: number) =>
    `CASE WHEN ${n} = 0 THEN NULL WHEN ${k} = ${exact} THEN ${value}\n` +
    `    ELSE (${middle} ${sign} ${half})\n      / (${n} + ${z2}) END`;
  return { low: end("-", "0", 0), high: end("+", n, 1) };
}
