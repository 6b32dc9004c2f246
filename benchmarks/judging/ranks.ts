/** Who is ahead of whom, as far as the data say. */
import { compare, type Compared, type Judged } from "./compare.js";

/** Ranks of `k` systems, in the order they were given. */
export interface Ranks {
  /** First and last rank each can have, from 1. */
  intervals: [number, number][];
  /** Systems with the same first rank share a tier, numbered 1, 2, 3. */
  tiers: number[];
  /** `pairs[i][j]`: the ratio of j over i; null where it has none. Simultaneous: all of them hold at 95%. */
  pairs: (Compared | null)[][];
}

/** Level of each of the pairs of `k` systems, so that all hold at once (Bonferroni). */
export const pairAlpha = (k: number) => 0.05 / Math.max(1, (k * (k - 1)) / 2);

/**
 * Rank intervals [1 + systems significantly better, k - systems significantly worse] (Mogstad, Romano, Shaikh and
 * Wilhelm), from simultaneous intervals of all pairs. `interleaved` as in `compare`, of all pairs or of each.
 */
export function rank(
  systems: readonly Judged[],
  better: "higher" | "lower",
  interleaved: boolean | ((i: number, j: number) => boolean) = false,
): Ranks {
  const turns = typeof interleaved === "function" ? interleaved : () => interleaved;
  const k = systems.length;
  const alpha = pairAlpha(k);
  const pairs: Ranks["pairs"] = systems.map(() => Array(k).fill(null));
  const intervals = systems.map((): [number, number] => [1, k]);
  for (let i = 0; i < k; i++) {
    for (let j = i + 1; j < k; j++) {
      const found = compare(systems[i], systems[j], turns(i, j), alpha);
      if (!found) continue;
      pairs[i][j] = found;
      pairs[j][i] = inverse(found);
      const above = found.low > 1 ? 1 : found.high < 1 ? -1 : 0;
      if (above === 0) continue;
      const [first, second] = (above > 0) === (better === "lower") ? [i, j] : [j, i];
      intervals[first][1]--;
      intervals[second][0]++;
    }
  }
  const firsts = [...new Set(intervals.map(([first]) => first))].sort((x, y) => x - y);
  return { intervals, pairs, tiers: intervals.map(([first]) => firsts.indexOf(first) + 1) };
}

const inverse = ({ ratio, low, high, ...rest }: Compared): Compared => ({
  ...rest,
  ratio: 1 / ratio,
  low: 1 / high,
  high: 1 / low,
});

/** Two neighbours of a printed order that another definition of the metric puts the other way, significantly. */
export interface Sensitive {
  above: number;
  below: number;
  /** Of the system below over the one above, by the other definition. */
  other: Compared;
}

/**
 * Neighbours of `order` (indices of systems, best first) that the simultaneous pairs of another definition, over the
 * same systems, put in the opposite order.
 */
export function sensitive(
  order: readonly number[],
  pairs: Ranks["pairs"],
  better: "higher" | "lower",
): Sensitive[] {
  const found: Sensitive[] = [];
  for (let i = 0; i + 1 < order.length; i++) {
    const [above, below] = [order[i], order[i + 1]];
    const other = pairs[above][below];
    if (other && (better === "higher" ? other.low > 1 : other.high < 1)) {
      found.push({ above, below, other });
    }
  }
  return found;
}
