/**
 * Text by the block: equal ids give equal text, different ones differ from their first words on, and every word is one
 * token, so that so many words are so many tokens and a block may be cut anywhere. Pure.
 */
import { seeded } from "../random.ts";
import { llama2 } from "../tokenizers.ts";

/** So many words say which block it is. */
const idWords = 4;

/** Every word of these lines that is one token wherever it stands behind a space. */
export const oneTokenWords = (lines: string[]): string[] =>
  [...new Set(lines.flatMap((line) => line.split(" ")))]
    .filter((word) => word !== "" && llama2.count(word) === 1);

/** Gives words of streams: `of(id, n)` are the first n words of the stream of that id, n of them. */
export function wordStreams(lines: string[], seed: number) {
  const words = oneTokenWords(lines);
  const ranks = new Map<number | string, number>();
  return {
    of(id: number | string, n: number): string[] {
      let rank = ranks.get(id);
      if (rank === undefined) ranks.set(id, rank = ranks.size);
      const found: string[] = [];
      for (let i = 0, left = rank; i < idWords && i < n; i++) {
        found.push(words[left % words.length]);
        left = Math.floor(left / words.length);
      }
      const random = seeded(`block ${seed} ${id}`);
      while (found.length < n) found.push(words[random.int(words.length)]);
      return found;
    },
  };
}
