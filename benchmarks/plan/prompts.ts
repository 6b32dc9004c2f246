/** Prompts of an exact token count, from lines of verse. No I/O: the lines are given. */
import { createHash } from "node:crypto";
import type { Message } from "./items/message.ts";
import type { Answers, PlanItem } from "./items/plan_item.ts";
import type { Phase } from "./items/phase.ts";
import type { Random } from "./random.ts";
import { llama2 } from "./tokenizers.ts";

/** What one request asks, the same for every target: the first message around the nonce, further ones. */
export interface Prompt {
  role: Message["role"];
  /** Content of the first message before the nonce: a shared prefix, or nothing. */
  before: string;
  /** Content of the first message behind it. */
  after: string;
  further: Message[];
  /** Hash of the prompt without its nonce: equal prompts hash equally in every run. */
  promptHash: string;
  /** Tokens of all contents joined, nonce included. */
  inputTokens: number;
  /** Null sets no limit. */
  outputTokens: number | null;
  /** Place in the dataset of an own prompt. */
  place?: number;
  /** The right answer, where there is one; such a prompt takes no nonce. */
  expected?: string;
  /** What follows the answer, where it is a session. */
  later?: LaterTurn[];
  /** Seconds from the start of its trace, where that is when it is sent. */
  atS?: number;
  /**
   * Of what its nonce is one (default: its session): prompts that share text across sessions have one of the run;
   * those of a session that is warmed up share it with their warm-up (play).
   */
  nonceOf?: "session" | "run" | "play" | "none";
}

/** Prompts by phase and by their place in it, the same for all targets. */
export type Requests = (phase: Phase, index: number) => Prompt;

/** A later turn of a session: what it adds, and the whole request that comes of it. */
export interface LaterTurn
  extends Pick<PlanItem, "promptHash" | "inputTokensTarget" | "outputTokensTarget"> {
  messages: Message[];
  follows: Answers | "whole";
  /** When it is due, as in a plan. */
  afterAnswerS?: number;
  afterFirstS?: number;
  /** Whether it takes the nonce of its session again, as a whole prompt does. */
  nonced?: true;
}

/** What a prompt of verse shall be. */
export interface Shape {
  inputTokens: number;
  outputTokens: number;
  /** Whether a nonce will stand in it. */
  nonce: boolean;
  /** A shared prefix, before the nonce. */
  prefix?: string;
}

/** Digits of a nonce; each is one token, so that its length in tokens never changes. */
export const nonceDigits = 12;
/** One as long as every nonce. */
export const anyNonce = "0".repeat(nonceDigits);

/** Lines of the sonnets, as the prompts take them. */
export const sonnetLines = (text: string): string[] =>
  text.split("\n").filter((line) => line !== "");

const instruction = (tokens: number) =>
  `Write about ${tokens} tokens in the manner of these lines, and nothing else:\n`;
const llmperfInstruction = (tokens: number) =>
  `Randomly stream lines from the following text with ${tokens} output tokens. Don't generate eos tokens:\n\n`;

/** The fewest tokens that a prompt of this shape can have. */
export function leastTokens({ outputTokens, nonce, prefix = "" }: Omit<Shape, "inputTokens">) {
  return llama2.count(withNonce(prefix, instruction(outputTokens), nonce ? anyNonce : null));
}
/** The same of LLMPerf's prompt, which counts a BOS. */
export const leastLlmperfTokens = (outputTokens: number): number =>
  llama2.count(llmperfInstruction(outputTokens)) + 1;

/** The first message's content with its nonce, or without one. */
export const withNonce = (before: string, after: string, nonce: string | null): string =>
  nonce === null ? before + after : `${before}${nonce}\n${after}`;

/**
 * A prompt of exactly `inputTokens` Llama 2 tokens: prefix, nonce, instruction, lines. `content` picks the lines
 * and must be seeded alike for every target. Throws where the tokens are too few.
 */
export function buildPrompt(lines: string[], shape: Shape, content: Random): Prompt {
  const { inputTokens, outputTokens, nonce, prefix = "" } = shape;
  const least = leastTokens(shape);
  if (least > inputTokens) {
    throw new RangeError(
      `A prompt of ${inputTokens} tokens is too short: what stands around its lines takes ${least}`,
    );
  }
  const start = instruction(outputTokens);
  const head = withNonce(prefix, start, nonce ? anyNonce : null);
  const body = verse(lines, head, inputTokens, content);
  return {
    role: "user",
    before: prefix,
    after: start + body,
    further: [],
    promptHash: hashText(prefix + start + body),
    inputTokens,
    outputTokens,
  };
}

/** A prefix of exactly `tokens` tokens, two or more, its line break among them, that prompts can share. */
export const buildPrefix = (lines: string[], tokens: number, content: Random): string =>
  verse(lines, "", tokens - 1, content) + "\n";

/** LLMPerf's own prompt: its instruction, then shuffled lines, the last one cut by characters. */
export function buildLlmperfPrompt(
  lines: string[],
  shape: Pick<Shape, "inputTokens" | "outputTokens">,
  content: Random,
): Prompt {
  // LLMPerf counted a BOS with every piece.
  const count = (text: string) => llama2.count(text) + 1;
  let text = llmperfInstruction(shape.outputTokens);
  let left = shape.inputTokens - count(text);
  while (left > 0) {
    for (const line of content.shuffle(lines)) {
      const piece = `${line}\n`;
      const fits = count(piece) <= left;
      text += fits ? piece : piece.slice(0, Math.ceil(left));
      left -= count(piece);
      if (left <= 0) break;
    }
  }
  const promptHash = hashText(text);
  return { role: "user", before: "", after: text, further: [], promptHash, ...shape };
}

/** The nonce of one request: digits that the run and the request fix together. */
export function makeNonce(runId: string, request: string): string {
  const digest = createHash("sha256").update(`${runId} ${request}`).digest();
  return Array.from(digest.subarray(0, nonceDigits), (byte) => byte % 10).join("");
}

/** Words that fill a text to exactly `tokens`; `head`, counted with them, is empty or ends in a line break. */
function verse(lines: string[], head: string, tokens: number, content: Random): string {
  const room = tokens - llama2.count(head);
  // Tokens never cross a space, so the words count one by one.
  const words: { text: string; tokens: number }[] = [];
  let estimate = 0;
  let shuffled: string[] = [];
  while (estimate < room) {
    if (!shuffled.length) shuffled = content.shuffle(lines);
    for (const text of shuffled.pop()!.split(" ")) {
      const tokens = llama2.count(text);
      estimate += tokens;
      if (estimate <= room) words.push({ text, tokens });
    }
  }
  // Behind a line break the first has no space.
  const first = () => llama2.count(head + (words[0]?.text ?? ""));
  let length = words.slice(1).reduce((sum, word) => sum + word.tokens, first());
  while (length > tokens && words.length) {
    const word = words.pop()!;
    length = words.length ? length - word.tokens : first();
  }
  // " a" is one token wherever a word may stand.
  while (length < tokens) {
    length = words.push({ text: "a", tokens: 1 }) > 1 ? length + 1 : first();
  }
  const text = words.map((word) => word.text).join(" ");
  if (llama2.count(head + text) !== tokens) {
    throw new Error(`No text of exactly ${tokens} tokens was found`);
  }
  return text;
}

/** Hash of a prompt without its nonce; a lone user message hashes as its text. */
export const hashMessages = (messages: Message[]): string =>
  messages.length === 1 && messages[0].role === "user"
    ? hashText(messages[0].content)
    : hashText(JSON.stringify(messages.map(({ role, content }) => [role, content])));

// A part of the whole word would keep the whole in memory, for each of a million prompts.
const hashText = (text: string) => createHash("sha256").update(text).digest().toString("hex", 0, 8);
