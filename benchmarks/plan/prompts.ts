/** Prompts of an exact token count, from lines of verse. No I/O: the lines are given. */
import { createHash } from "node:crypto";
import type { Random } from "./random.ts";
import { llama2 } from "./tokenizers.ts";

export interface Prompt {
  text: string;
  /** Hash of the text after the nonce: equal prompts hash equally in every run. */
  promptHash: string;
}

/** Digits of a nonce; each is one token, so that its length in tokens never changes. */
export const nonceDigits = 12;

/** Lines of the sonnets, as the prompts take them. */
export const sonnetLines = (text: string): string[] =>
  text.split("\n").filter((line) => line !== "");

/**
 * A prompt of exactly `tokens` Llama 2 tokens: nonce, instruction, lines. `content` picks the lines and must be
 * seeded alike for every target; `nonce` is new in every run. Throws where `tokens` is too few.
 */
export function buildPrompt(
  lines: string[],
  tokens: number,
  outputTokens: number,
  content: Random,
  nonce: string,
): Prompt {
  const instruction =
    `Write about ${outputTokens} tokens in the manner of these lines, and nothing else:\n`;
  const assemble = (body: string) => `${nonce}\n${instruction}${body}`;
  if (llama2.count(assemble("")) > tokens) {
    throw new RangeError(
      `A prompt of ${tokens} tokens is too short: nonce and instruction take ${
        llama2.count(assemble(""))
      }`,
    );
  }
  // Counting word by word is exact but for what merges across spaces; the loops below settle the rest.
  const room = tokens - llama2.count(assemble(""));
  const words: string[] = [];
  let estimate = 0;
  let shuffled: string[] = [];
  while (estimate < room) {
    if (!shuffled.length) shuffled = content.shuffle(lines);
    for (const word of shuffled.pop()!.split(" ")) {
      estimate += wordTokens(word);
      if (estimate <= room) words.push(word);
    }
  }
  while (llama2.count(assemble(words.join(" "))) > tokens) words.pop();
  let body = words.join(" ");
  // " a" is one token wherever a word may stand.
  while (llama2.count(assemble(body)) < tokens) body += body === "" ? "a" : " a";
  if (llama2.count(assemble(body)) !== tokens) {
    throw new Error(`No prompt of exactly ${tokens} tokens was found`);
  }
  return { text: assemble(body), promptHash: hash(instruction + body) };
}

/** LLMPerf's own prompt: its instruction, then shuffled lines, the last one cut by characters. */
export function buildLlmperfPrompt(
  lines: string[],
  tokens: number,
  outputTokens: number,
  content: Random,
): Prompt {
  // LLMPerf counted a BOS with every piece.
  const count = (text: string) => llama2.count(text) + 1;
  let text =
    `Randomly stream lines from the following text with ${outputTokens} output tokens. Don't generate eos tokens:\n\n`;
  let left = tokens - count(text);
  while (left > 0) {
    for (const line of content.shuffle(lines)) {
      const piece = `${line}\n`;
      const fits = count(piece) <= left;
      text += fits ? piece : piece.slice(0, Math.ceil(left));
      left -= count(piece);
      if (left <= 0) break;
    }
  }
  return { text, promptHash: hash(text) };
}

/** The nonce of one request: digits that the run and the request fix together. */
export function makeNonce(runId: string, request: string): string {
  const digest = createHash("sha256").update(`${runId} ${request}`).digest();
  return Array.from(digest.subarray(0, nonceDigits), (byte) => byte % 10).join("");
}

const known = new Map<string, number>();
function wordTokens(word: string): number {
  let count = known.get(word);
  if (count === undefined) known.set(word, count = llama2.count(word));
  return count;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
