/** Requests that must be sent one after the other: those of one session. */
import type { PlanItem } from "./plan_item.ts";

/** Requests of one session in order; an ordinary request is a chain of one. */
export type Chain = PlanItem[];

/** The chains of a turn, in its order: whatever spreads a turn over slots or workers must spread these. */
export function chainsOf(items: PlanItem[]): Chain[] {
  const chains: Chain[] = [];
  for (const item of items) {
    const last = chains.at(-1);
    if (item.follows && last && isNext(last.at(-1)!, item)) last.push(item);
    else chains.push([item]);
  }
  return chains;
}

const isNext = (a: PlanItem, b: PlanItem) =>
  a.session === b.session && a.phase === b.phase && a.target === b.target;
