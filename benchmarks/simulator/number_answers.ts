/**
 * Answers to prompts that ask for a number's digits, from the prompt alone: its words are read back here, by no code
 * that made them. A model whose name has "wrong-NN" in it says another number where the last two digits are below NN:
 * of evenly spread numbers NN in a hundred, and always the same ones.
 */
import { llama2 } from "../plan/tokenizers.ts";
import type { Schedule } from "./profile.ts";
import type { Ask } from "./protocols/protocol.ts";

const asksForDigits = /\bdigits\b|\binto an? number\b/i;
const values: Record<string, number> = Object.fromEntries([
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
  ...["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"],
  ...["nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
].map((word, i) => [word, i <= 20 ? i : (i - 18) * 10]));
const scales: Record<string, number> = { hundred: 100, thousand: 1_000, million: 1_000_000 };

/** The number that stands in words in a text, the longest run of them; null where there is none. */
export function numberInWords(text: string): number | null {
  const runs: string[][] = [[]];
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+|[^a-z\s,-]/g)) {
    if (Object.hasOwn(values, word) || Object.hasOwn(scales, word)) runs.at(-1)!.push(word);
    else if (word !== "and") runs.push([]);
  }
  const longest = runs.reduce((a, b) => b.length > a.length ? b : a);
  if (longest.length === 0) return null;
  let [total, group] = [0, 0];
  for (const word of longest) {
    if (word === "hundred") group *= 100;
    else if (word in scales) [total, group] = [total + group * scales[word], 0];
    else group += values[word];
  }
  return total + group;
}

/** What a model says to such a prompt; null where the prompt is none. */
export function numberAnswer(prompt: string, model: string): string | null {
  const n = asksForDigits.test(prompt) ? numberInWords(prompt) : null;
  if (n === null) return null;
  const [, percent = "0"] = /\bwrong-(\d+)/.exec(model) ?? [];
  const said = n % 100 < Number(percent) ? n + 1 : n;
  return `${said.toLocaleString("en-US")} is the number.`;
}

/** The schedule with that answer in place of its own, and the tokens of `ask` with it; as it was without a number. */
export function answering(schedule: Schedule, ask: Ask): Schedule {
  const answer = numberAnswer(ask.prompt, ask.model);
  const content = schedule.chunks.filter((c) => c.kind === "content");
  if (answer === null || content.length === 0) return schedule;
  const reasoning = schedule.chunks.filter((c) => c.kind === "reasoning");
  const pieces = answer.match(/^[\d,]+|\s\w+|\W+$/g)!;
  const used = content.slice(0, pieces.length);
  // Where fewer chunks may be sent than there are pieces, the last one has the rest.
  const chunks = used.map((chunk, i) => {
    const text = i < used.length - 1 ? pieces[i] : pieces.slice(i).join("");
    return { ...chunk, text, tokens: llama2.count(text.trimStart()) };
  });
  const all = [...reasoning, ...chunks];
  ask.tokens = all.reduce((sum, c) => sum + c.tokens, 0);
  return { ...schedule, chunks: all };
}
