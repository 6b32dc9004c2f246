/** Requests that must be sent one after the other: those of one session. */
import type { PlanItem } from "./plan_item.ts";

/** Requests of one session in order; an ordinary request is a chain of one. */
export type Chain = PlanItem[];

/** The chains of a turn, in its order: whatever spreads a turn over slots or workers must spread these. */
export const chainsOf = (items: PlanItem[]): Chains => new Chains(items);

/** Chains are made when they are asked for: a turn may have a million, each of one request. */
export class Chains implements Iterable<Chain> {
  readonly length: number;
  #items: PlanItem[];
  /** Where each chain begins; null where each is one request. */
  #starts: Uint32Array | null = null;

  constructor(items: PlanItem[]) {
    this.#items = items;
    if (items.some(({ follows }) => follows)) {
      this.#starts = Uint32Array.from(items.keys().filter((i) => !goesOn(items, i)));
    }
    this.length = (this.#starts ?? items).length;
  }

  /** Undefined beyond the last. */
  at(place: number): Chain | undefined {
    if (place < 0 || place >= this.length) return undefined;
    if (!this.#starts) return [this.#items[place]];
    return this.#items.slice(this.#starts[place], this.#starts[place + 1]);
  }

  *[Symbol.iterator](): Generator<Chain, undefined> {
    for (let place = 0; place < this.length; place++) yield this.at(place)!;
  }

  /** Those from one place to before another. */
  slice(from: number, to: number): Chain[] {
    const places = Array.from({ length: Math.max(0, Math.min(to, this.length) - from) });
    return places.map((_, i) => this.at(from + i)!);
  }
}

/** Whether an item belongs to the chain of the one before it. */
function goesOn(items: PlanItem[], i: number): boolean {
  const [before, item] = [items[i - 1], items[i]];
  return item.follows !== undefined && before !== undefined && before.session === item.session &&
    before.phase === item.phase && before.target === item.target;
}
