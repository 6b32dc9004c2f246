/** Prompts of an asked length. Pure: lines and randomness are passed in. */
import { createHash } from "node:crypto";
import type { Random } from "./random.ts";
import { llama2 } from "./tokenizers.ts";

/** A prompt; equal hashes mean equal text after the nonce. */
export interface Prompt {
  text: string;
  promptHash: string;
}

export interface PromptOptions {
  /** Lines of text to draw from, with or without their line breaks. */
  lines: readonly string[];
  /** Length asked for, in Llama 2 tokens. */
  tokens: number;
  /** Length of the answer asked for, in tokens; named in the instruction. */
  outputTokens: number;
  random: Random;
}

/** First 16 hexadecimal digits of the SHA-256 of the text. */
export function hash16(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Decimal digits derived from a name: the same name gives the same digits. */
export function nonceOf(name: string, digits: number): string {
  const number = BigInt("0x" + createHash("sha256").update(name).digest("hex"));
  return (number % 10n ** BigInt(digits)).toString().padStart(digits, "0");
}

const instructionFor = (outputTokens: number) =>
  `Below are lines of poetry. Write them out again in an order of your choice, repeating lines ` +
  `as needed, for about ${outputTokens} tokens. Give no comment.\n\n`;

/** Llama 2 has one token a digit, one for the space before the text, and one for the line break. */
const nonceTokens = (digits: string) => digits.length + 2;

/** The shortest prompt `buildPrompt` can make, in tokens, for a nonce of that many digits. */
export function minimumTokens(outputTokens: number, nonceDigits: number): number {
  return nonceDigits + 2 + llama2.countContinued(instructionFor(outputTokens));
}

/** Words of one token each, for the tokens that no cut of a line can fill. */
const filler = " and";

/** Text that continues at a line break with exactly `tokens` tokens: lines in random order, the last cut. */
function fill(lines: readonly string[], tokens: number, random: Random): string {
  const counts = new Map(lines.map((line) => [line, llama2.countContinued(line)]));
  let text = "";
  let left = tokens;
  while (left > 0) {
    for (const line of random.shuffle(lines)) {
      const count = counts.get(line)!;
      if (count < left) {
        text += line + "\n";
        left -= count + 1;
      } else {
        return text + cut(line, left);
      }
      if (left === 0) return text;
    }
  }
  return text;
}

/** The longest beginning of the line that has at most that many tokens, padded to have exactly as many. */
function cut(line: string, tokens: number): string {
  for (let end = line.length; end > 0; end--) {
    const start = line.slice(0, end).trimEnd();
    const missing = tokens - llama2.countContinued(start);
    if (missing < 0) continue;
    const padded = start + filler.repeat(missing);
    if (llama2.countContinued(padded) === tokens) return padded;
  }
  return "\n".repeat(tokens);
}

/**
 * The part of a prompt behind its nonce. A nonce of `nonceDigits` digits, a line break and this text
 * have exactly `tokens` tokens together.
 *
 * @throws {RangeError} when the nonce and the instruction alone are longer than `tokens`
 */
export function buildBody({ lines, tokens, outputTokens, random, nonceDigits }: PromptOptions & {
  nonceDigits: number;
}): string {
  const least = minimumTokens(outputTokens, nonceDigits);
  if (tokens < least) {
    throw new RangeError(
      `Cannot build a prompt of ${tokens} tokens: its nonce and instruction alone have ${least}`,
    );
  }
  const bare = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (bare.length === 0) throw new RangeError("Cannot build a prompt: there are no lines");
  return instructionFor(outputTokens) + fill(bare, tokens - least, random);
}

/** Puts the nonce, a string of decimal digits, before a body. */
export function withNonce(nonceDigits: string, body: string): Prompt {
  return { text: `${nonceDigits}\n${body}`, promptHash: hash16(body) };
}

/**
 * A prompt of exactly `tokens` Llama 2 tokens: a nonce, so that no prefix cache knows it; an
 * instruction; lines of text. The nonce is outside the hash.
 *
 * @throws {RangeError} when `tokens` is too small, or the nonce is not decimal digits
 */
export function buildPrompt({ nonceDigits, ...options }: PromptOptions & {
  nonceDigits: string;
}): Prompt {
  if (!/^[0-9]+$/.test(nonceDigits)) {
    throw new RangeError(`Cannot use "${nonceDigits}" as a nonce: it must be decimal digits`);
  }
  const prompt = withNonce(
    nonceDigits,
    buildBody({ ...options, nonceDigits: nonceTokens(nonceDigits) - 2 }),
  );
  const counted = llama2.count(prompt.text);
  if (counted !== options.tokens) {
    throw new Error(`Built a prompt of ${counted} tokens instead of ${options.tokens}: a fault`);
  }
  return prompt;
}
