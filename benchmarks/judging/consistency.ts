/** Whether the statistics of a row can belong to one set of values. */

const rising = ["min", "p25", "median", "p75", "p95", "p99", "max"] as const;
type Name = (typeof rising)[number] | "mean";

/** Rounding of sums and of interpolation, relative. */
const rounding = 1e-9;

/**
 * What contradicts min <= P25 <= median <= P75 <= P95 <= P99 <= max or min <= mean <= max, such as "mean 0.79 > max
 * 0.7"; null where nothing does. A statistic that is null or left out contradicts nothing.
 */
export function inconsistency(row: Partial<Record<Name, number | null>>): string | null {
  const order = rising.filter((name) => known(row[name]));
  for (let i = 0; i + 1 < order.length; i++) {
    const found = exceeds(row, order[i], order[i + 1]);
    if (found) return found;
  }
  return exceeds(row, "min", "mean") ?? exceeds(row, "mean", "max");
}

const known = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined;

function exceeds(row: Partial<Record<Name, number | null>>, less: Name, more: Name): string | null {
  const [a, b] = [row[less], row[more]];
  if (!known(a) || !known(b) || a <= b || a - b <= rounding * Math.abs(b)) return null;
  return `${less} ${a} > ${more} ${b}`;
}
