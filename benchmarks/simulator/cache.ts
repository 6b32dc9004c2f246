/** A prefix cache for models that ask for one: the simulator then says how much of a prompt it had served before. */
import { PrefixBlocks } from "../plan/prefix_blocks.ts";
import { llama2 } from "../plan/tokenizers.ts";
import type { Ask } from "./protocols/protocol.ts";

/** A model whose name has this in it caches prefixes, in every profile for itself. Its times do not change. */
export const cachingModel = "prefix-cache";

/** Caches by profile and model. */
export function prefixCaches() {
  const caches = new Map<string, PrefixBlocks>();
  return {
    /** Puts the prompt's usage into `ask`; what comes back is called when it was served, and remembers it. */
    take(profile: string, ask: Ask): () => void {
      if (!ask.model.includes(cachingModel)) return () => {};
      const name = `${profile} ${ask.model}`;
      const cache = caches.get(name) ?? new PrefixBlocks();
      caches.set(name, cache);
      const ids = llama2.encode(ask.prompt);
      ask.counted = { prompt: ids.length, cached: cache.held(ids) };
      return () => cache.hold(ids);
    },
  };
}
