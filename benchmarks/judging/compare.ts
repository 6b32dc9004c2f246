/** Two systems, one quantile: the ratio, its interval, and what it says. */
import { type Estimate, estimate, intervalOf, type Sample } from "./estimate.js";
import { minBlocks } from "./floors.js";
import { moverRatio, type Ratio, sharedRise } from "./ratio.js";

export type Verdict = "equal" | "faster" | "slower" | "unknown";

/** A ratio of b over a, the correlation its interval took into account, and the blocks in which they took turns. */
export type Compared = Ratio & { rho: number; turns: number };

/** A sample with an estimate of it. */
export interface Judged {
  sample: Sample;
  estimate: Estimate;
}

/** A sample with its quantile `p`. Null of no values. */
export function judge(sample: Sample, p: number): Judged | null {
  const found = estimate(sample, p);
  return found && { sample, estimate: found };
}

/**
 * Ratio of b's quantile over a's, at level 1 - `alpha`. Null where either has no interval at that level, or one that
 * reaches below 0: of such values a ratio says nothing.
 * `interleaved`: their batches are time blocks in which they took turns. From ten such blocks on the interval is
 * paired; otherwise the ratio compares two sessions.
 */
export function compare(a: Judged, b: Judged, interleaved = false, alpha = 0.05): Compared | null {
  const [one, other] = [a, b].map((of) => intervalOf(of.sample, of.estimate, alpha));
  if (!one || !other || one[0] < 0 || other[0] < 0) return null;
  const blocks = interleaved ? shared(a.sample, b.sample) : 0;
  const rho = blocks < minBlocks
    ? 0
    : sharedRise(a.estimate.deviations, b.estimate.deviations, blocks);
  const arm = (q: number, [low, high]: [number, number]) => ({ q, low, high });
  const ratio = moverRatio(arm(a.estimate.q, one), arm(b.estimate.q, other), rho);
  return { ...ratio, rho, turns: blocks };
}

function shared(a: Sample, b: Sample): number {
  return a.sizes.reduce((count, size, j) => count + (size > 0 && b.sizes[j] > 0 ? 1 : 0), 0);
}

/** Systems within this factor of each other are practically equal. */
export const practicallyEqual = 1.05;

/** What a ratio of b over a says of b. `better` says which way the metric is good. */
export function verdict(ratio: Ratio | null, better: "higher" | "lower"): Verdict {
  if (ratio === null) return "unknown";
  const { low, high } = ratio;
  // Asked first: a difference that is sure and does not matter is none.
  if (low >= 1 / practicallyEqual && high <= practicallyEqual) return "equal";
  if (low > 1) return better === "higher" ? "faster" : "slower";
  if (high < 1) return better === "higher" ? "slower" : "faster";
  return "unknown";
}

/**
 * Requests that each system needs, in all, to find a difference of `delta` (0.1 is 10%) with 90% power, seeing the
 * interval that `n` gave: n (1.6541 h / ln(1 + delta))^2, h half the width of the interval of the log ratio. Where
 * blocks are the unit, `n` counts blocks. Null where the interval is open.
 */
export function requestsNeeded(n: number, { low, high }: Ratio, delta: number): number | null {
  const h = Math.log(high / low) / 2;
  return Number.isFinite(h) ? Math.ceil(n * (1.6541 * h / Math.log1p(delta)) ** 2) : null;
}
