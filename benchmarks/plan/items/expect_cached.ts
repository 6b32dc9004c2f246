/** What a perfect prefix cache would serve. */
import { PrefixBlocks } from "../prefix_blocks.ts";
import { llama2 } from "../tokenizers.ts";
import { chainsOf } from "./chains.ts";
import type { Turn } from "./plan_item.ts";

/**
 * Fills in `cachedTokensExpected`: the cache of every target is cold before the run, keeps all it was sent, and has it
 * at once. A request that holds live answers is not known beforehand, and neither is what a cache has of it.
 */
export function expectCached(turns: Turn[]): void {
  const caches = new Map<number, PrefixBlocks>();
  for (const { target, items } of turns) {
    const cache = caches.get(target) ?? new PrefixBlocks();
    caches.set(target, cache);
    for (const chain of chainsOf(items)) {
      let before = "";
      for (const item of chain) {
        if (item.follows === "live") break;
        before = item.follows === "recorded" ? before + item.prompt : item.prompt;
        const ids = llama2.encode(before);
        item.cachedTokensExpected = cache.held(ids);
        cache.hold(ids);
      }
    }
  }
}
