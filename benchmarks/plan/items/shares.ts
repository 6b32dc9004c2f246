/**
 * How the requests of a turn are dealt out to workers, and to machines. Pure: one plan gives the same shares again and
 * again.
 */
import { chainsOf } from "./chains.ts";
import type { PlanItem } from "./plan_item.ts";

/** How many of `concurrency` slots number `k` of `n` has: they differ by one at most, and their sum is all of them. */
export const slotsOf = (concurrency: number, k: number, n: number): number =>
  Math.ceil((concurrency - k) / n);

export interface Shares {
  /** The items of each worker, in the order of the plan. */
  own: PlanItem[][];
  /** What is asked after them, by whoever has a slot free. */
  common: PlanItem[];
}

/**
 * Whoever has a slot has all that would go over it were every slot asked in turn, so that a wave of one plan is a wave
 * over all workers. In a closed loop the last sessions are common, ten for each slot or a tenth of all: were they dealt
 * out, slots would stand empty at the end wherever others have work left. A session stays with one worker. `from`: the
 * slot that is asked first; without end of slots (`Infinity`) all have their turn, one after the other.
 */
export function sharesOf(
  items: PlanItem[],
  { concurrency, closed, from = 0 }: { concurrency: number; closed: boolean; from?: number },
  n: number,
): Shares {
  const chains = [...chainsOf(items)];
  const most = Math.max(10 * concurrency, Math.ceil(chains.length / 10));
  const common = closed ? chains.splice(Math.max(concurrency, chains.length - most)) : [];
  const own = Array.from({ length: n }, (): PlanItem[] => []);
  chains.forEach((chain, place) => own[(from + place) % concurrency % n].push(...chain));
  return { own, common: common.flat() };
}
