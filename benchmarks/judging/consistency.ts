/** Whether the statistics of a row can belong to one set of values. */

const levels = { p25: 0.25, median: 0.5, p75: 0.75, p95: 0.95, p99: 0.99 } as const;
const rising = ["min", "p25", "median", "p75", "p95", "p99", "max"] as const;
type Name = (typeof rising)[number] | "mean";
type Row = Partial<Record<Name | "n", number | null>>;

/** Rounding of sums and of interpolation, relative. */
const rounding = 1e-9;

/**
 * What contradicts min <= P25 <= median <= P75 <= P95 <= P99 <= max, or min <= mean <= max, such as "mean 0.79 > max
 * 0.7"; where `n` values are known, also a mean that no such values have whose quantiles (type 7) are these. Null where
 * nothing does. A statistic that is null or left out contradicts nothing.
 */
export function inconsistency(row: Row): string | null {
  const order = rising.filter((name) => known(row[name]));
  for (let i = 0; i + 1 < order.length; i++) {
    if (exceeds(row[order[i]]!, row[order[i + 1]]!)) {
      return `${order[i]} ${row[order[i]]} > ${order[i + 1]} ${row[order[i + 1]]}`;
    }
  }
  const { mean, n } = row;
  if (!known(mean)) return null;
  if (known(row.min) && exceeds(row.min, mean)) return `min ${row.min} > mean ${mean}`;
  if (known(row.max) && exceeds(mean, row.max)) return `mean ${mean} > max ${row.max}`;
  if (!known(n) || order.length < rising.length) return null;
  const [least, most] = meanBounds(row as Record<Name, number>, n);
  return exceeds(least, mean) || exceeds(mean, most)
    ? `mean ${mean} outside the ${least.toPrecision(3)} to ${
      most.toPrecision(3)
    } its quantiles allow`
    : null;
}

const known = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined;
const exceeds = (a: number, b: number) => a > b && !(a - b <= rounding * Math.abs(b));

/** Least and greatest mean of `n` values: each lies between the quantiles on either side of its rank. */
function meanBounds(row: Record<Name, number>, n: number): [number, number] {
  let [low, high] = [0, 0];
  for (let i = 0; i < n; i++) {
    let [least, most] = [row.min, row.max];
    for (const [name, p] of Object.entries(levels) as [keyof typeof levels, number][]) {
      const h = (n - 1) * p;
      if (Math.ceil(h) <= i) least = Math.max(least, row[name]);
      if (i <= Math.floor(h)) most = Math.min(most, row[name]);
    }
    low += least / n;
    high += most / n;
  }
  return [low, high];
}
