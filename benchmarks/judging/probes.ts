/** Whether a prompt that was asked twice came out of a cache. */
import { quantile } from "../shared/quantile.js";
import { wilson } from "../shared/wilson.js";

/** A second answer that took less than this of the first one's time was over 10% faster. */
export const fasterBelow = 0.9;
/** With fewer pairs chance alone could make every second answer the faster one. */
export const leastPairs = 4;

/** Prompts that were asked twice. */
export interface Repeats {
  /** Pairs of which both were answered. */
  pairs: number;
  /** Pairs whose second answer was over 10% faster. */
  faster: number;
  /** Median of the second time over the first. */
  median_ratio: number | null;
  /** Ends of the 95% interval (Wilson 1927) of the share of faster pairs. */
  low: number | null;
  high: number | null;
  /** Whether the second answers came from a cache; null where there are too few pairs to tell. */
  cached: boolean | null;
}

/**
 * Times vary by more than 10% without any cache, but then as often one way as the other: it was cached where the
 * interval says that more than half of the second answers are over 10% faster, and the median one is.
 */
export function repeats(ratios: number[]): Repeats {
  const pairs = ratios.length;
  const faster = ratios.filter((r) => r < fasterBelow).length;
  if (pairs === 0) {
    return { pairs, faster, median_ratio: null, low: null, high: null, cached: null };
  }
  const median_ratio = quantile(Float64Array.from(ratios).sort(), 0.5);
  const [low, high] = wilson(faster, pairs);
  const cached = pairs < leastPairs ? null : low > 0.5 && median_ratio < fasterBelow;
  return { pairs, faster, median_ratio, low, high, cached };
}
