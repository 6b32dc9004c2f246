/** How the requests of a turn are dealt out to workers. Pure: one plan gives the same shares again and again. */
import { chainsOf } from "../../plan/items/chains.ts";
import type { PlanItem } from "../../plan/plan.ts";

/** How many of `concurrency` slots worker `k` of `n` has: they differ by one at most, and their sum is all of them. */
export const slotsOf = (concurrency: number, k: number, n: number): number =>
  Math.ceil((concurrency - k) / n);

/**
 * The items of each of `n` workers, in the order of the plan. Whoever has a slot has all that would go over it were
 * every slot asked in turn, so that a wave of one plan is a wave over all workers. A session stays with one worker.
 */
export function sharesOf(items: PlanItem[], concurrency: number, n: number): PlanItem[][] {
  const shares = Array.from({ length: n }, (): PlanItem[] => []);
  chainsOf(items).forEach((chain, place) => shares[place % concurrency % n].push(...chain));
  return shares;
}
