/**
 * Probes: requests whose answer is known, or that are asked twice. They say whether a fast answer is the model's own.
 * A run of kind "correctness" has nothing else; a speed run with `probes` has some in every block.
 */
import type { Config } from "./config.ts";
import { numberWords } from "./number_words.ts";
import { hashMessages, type Prompt } from "./prompts.ts";
import { seeded } from "./random.ts";
import { llama2 } from "./tokenizers.ts";

/** The largest number asked for: LLMPerf's test asked for 0 to 10,000, too. */
const largestAsked = 10_000;

/** What a correctness probe asks. Digits first, so that an answer cut short can still be judged. */
export const correctnessText = (n: number): string =>
  `Write this number in digits: ${numberWords(n)}.\nBegin your answer with the digits.`;

/** Correctness prompt `index` under a seed, with the answer it expects. It has no nonce: its speed is no result. */
export function correctnessPrompt(
  config: Pick<Config, "seed" | "mean_output_tokens" | "kind">,
  index: number,
): Prompt {
  const n = seeded(`number ${config.seed} ${index}`).int(largestAsked + 1);
  const text = correctnessText(n);
  return {
    role: "user",
    before: "",
    after: text,
    further: [],
    promptHash: hashMessages([{ role: "user", content: text }]),
    inputTokens: llama2.count(text),
    // The limit of a speed run would cut a model that reasons first.
    outputTokens: config.kind === "correctness" ? config.mean_output_tokens : null,
    expected: String(n),
  };
}

/**
 * Probes of each target in each block of a speed run: correctness probes, and pairs of the same prompt. Few blocks
 * have more of them, so that a run has at least ten probes and five pairs of each target.
 */
export function probesPerBlock({ blocks }: Pick<Config, "blocks">): {
  correctness: number;
  pairs: number;
} {
  return { correctness: Math.max(2, Math.ceil(10 / blocks)), pairs: Math.ceil(5 / blocks) };
}

/** What probe `index` of a target is in a speed run: `pair` is the index of the first of two that ask the same. */
export function probeAt(
  config: Pick<Config, "blocks">,
  index: number,
): { kind: "correctness" } | { kind: "repeat"; pair: number } {
  const { correctness, pairs } = probesPerBlock(config);
  const within = index % (correctness + 2 * pairs) - correctness;
  return within < 0 ? { kind: "correctness" } : { kind: "repeat", pair: index - within % 2 };
}

/** Indices of the probes of a target in one block. */
export function probesOfBlock(
  config: Pick<Config, "blocks">,
  block: number,
): { correctness: number[]; pairs: [number, number][] } {
  const { correctness, pairs } = probesPerBlock(config);
  const first = block * (correctness + 2 * pairs);
  return {
    correctness: Array.from({ length: correctness }, (_, i) => first + i),
    pairs: Array.from({ length: pairs }, (_, i) => {
      const one = first + correctness + 2 * i;
      return [one, one + 1];
    }),
  };
}

/** `probes` put between `items` at places that the seed fixes, their order kept. */
export function interleave<T>(items: T[], probes: T[], seed: string): T[] {
  const random = seeded(seed);
  const places = probes.map(() => random.int(items.length + 1)).sort((a, b) => a - b);
  const all: T[] = [];
  let next = 0;
  for (let at = 0; at <= items.length; at++) {
    while (places[next] === at) all.push(probes[next++]);
    if (at < items.length) all.push(items[at]);
  }
  return all;
}
