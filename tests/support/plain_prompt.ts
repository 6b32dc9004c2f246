/** `buildPrompt()` as the definition has it: every count is of the whole text, by the package itself. */
import { createHash } from "node:crypto";
import llama from "llama-tokenizer-js";
import type { Random } from "../../benchmarks/plan/random.ts";

const count = (text: string) => text === "" ? 0 : llama.encode(text, false, true).length;

/** What the builder must give, at about a hundred times its cost. */
export function plainPrompt(
  lines: string[],
  tokens: number,
  outputTokens: number,
  content: Random,
  nonce: string,
): { text: string; promptHash: string } {
  const instruction =
    `Write about ${outputTokens} tokens in the manner of these lines, and nothing else:\n`;
  const assemble = (body: string) => `${nonce}\n${instruction}${body}`;
  const room = tokens - count(assemble(""));
  const words: string[] = [];
  let estimate = 0;
  let shuffled: string[] = [];
  while (estimate < room) {
    if (!shuffled.length) shuffled = content.shuffle(lines);
    for (const word of shuffled.pop()!.split(" ")) {
      estimate += count(word);
      if (estimate <= room) words.push(word);
    }
  }
  while (count(assemble(words.join(" "))) > tokens) words.pop();
  while (count(assemble(words.join(" "))) < tokens) words.push("a");
  const text = assemble(words.join(" "));
  const promptHash = createHash("sha256").update(instruction + words.join(" ")).digest("hex");
  return { text, promptHash: promptHash.slice(0, 16) };
}
