/** A prefix cache as servers keep one: whole blocks of tokens, each known by all that stands before it. */

/** Tokens of a block: a common default of servers that cache prefixes. */
export const blockTokens = 16;

/** Blocks that prompts had; nothing is ever evicted. */
export class PrefixBlocks {
  #blocks = new Map<string, number>();

  /** How many tokens at the start of a prompt are held. */
  held(ids: number[]): number {
    let held = 0;
    for (const key of this.#path(ids)) {
      if (!this.#blocks.has(key)) break;
      held += blockTokens;
    }
    return held;
  }

  /** Holds every whole block of a prompt. */
  hold(ids: number[]): void {
    for (const key of this.#path(ids)) {
      if (!this.#blocks.has(key)) this.#blocks.set(key, this.#blocks.size);
    }
  }

  // A block's key has the number of the block before it, which stands for the whole prefix.
  *#path(ids: number[]): Generator<string> {
    let before = -1;
    for (let at = 0; at + blockTokens <= ids.length; at += blockTokens) {
      const key = `${before} ${ids.slice(at, at + blockTokens).join(" ")}`;
      yield key;
      before = this.#blocks.get(key)!;
    }
  }
}
