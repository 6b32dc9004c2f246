/** A share of the requests of a stretch of time, and how sure it is. */
import { wilson, z975 } from "../../shared/wilson.js";
import { batches } from "./batches.js";
import { tQuantile975 } from "./distributions.js";

export interface Share {
  n: number;
  share: number;
  /** As many independent requests would say as much. */
  worth: number;
  /** Ends of its 95% interval. */
  low: number;
  high: number;
}

/**
 * The share of `good` requests, in the order of their start, with Wilson's interval. A queue lasts, so that requests
 * resemble their neighbours: the variance comes from batches of them, as that of a quantile does, and says how many
 * independent requests the share is worth.
 */
export function shareOf(good: boolean[]): Share {
  const n = good.length;
  const hits = good.filter(Boolean).length;
  const share = n ? hits / n : 0;
  const { of } = batches({ attempts: n });
  const size = new Map<number, number>();
  const own = new Map<number, number>();
  for (const [i, batch] of of.entries()) {
    size.set(batch, (size.get(batch) ?? 0) + 1);
    own.set(batch, (own.get(batch) ?? 0) + (good[i] ? 1 : 0));
  }
  const b = size.size;
  let squares = 0;
  for (const [batch, all] of size) squares += (own.get(batch)! - share * all) ** 2;
  const v = b > 1 ? ((b / (b - 1)) * squares) / n ** 2 : 0;
  const worth = v === 0
    ? n
    : Math.min(n, ((share * (1 - share)) / v) * (z975 / tQuantile975(b - 1)) ** 2);
  const [low, high] = wilson(share * worth, worth);
  return { n, share, worth: Math.floor(worth), low, high };
}
