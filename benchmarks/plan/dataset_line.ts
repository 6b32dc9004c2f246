/** One line of a dataset: a prompt, messages, or a conversation in ShareGPT's shape. No I/O. */
import type { Message } from "./items/message.ts";

/** What a line asks, as one request and as a conversation. */
export interface DatasetLine {
  /** Number of the line in its file, or of the entry in its array, from 1. */
  line: number;
  messages: Message[];
  /** The whole conversation, where `messages` are only its first turn. */
  conversation?: Message[];
  /** Tokens that the line gives its answers; null where it gives none. */
  expected: number | null;
  /** The answer to `messages`, where the line has it. */
  answer: string | null;
}

const roles = ["system", "user", "assistant"] as const;
const lengths = ["output_tokens", "expected_output_tokens", "max_tokens"] as const;
const kinds = ["prompt", "messages", "conversations"] as const;
const humans = ["human", "user"];
const models = ["gpt", "chatgpt", "assistant"];

/**
 * Reads a line. What is wrong with it comes back as `fault`; null is a conversation in which no human says
 * anything: ShareGPT's own files hold some, and nothing in them can be asked.
 */
export function readLine(
  data: unknown,
  line: number,
): DatasetLine | { fault: string } | null {
  if (!isObject(data)) return { fault: "is not a JSON object" };
  const given = kinds.filter((kind) => data[kind] !== undefined);
  if (given.length !== 1) {
    return { fault: "needs a prompt, messages or conversations, one of them" };
  }
  const length = lengthOf(data);
  if (typeof length === "string") return { fault: length };
  const [kind] = given;
  if (kind === "prompt") {
    if (typeof data.prompt !== "string" || data.prompt.trim() === "") {
      return { fault: "prompt is not a text, or empty" };
    }
    return {
      line,
      messages: [{ role: "user", content: data.prompt }],
      expected: length,
      answer: null,
    };
  }
  const list = data[kind];
  if (!Array.isArray(list)) return { fault: `${kind} is not an array` };
  if (kind === "conversations") return conversation(list, line, length);
  for (const [i, message] of list.entries()) {
    if (!isObject(message)) return { fault: `messages.${i} is not an object` };
    if (!roles.some((role) => role === message.role)) {
      return { fault: `messages.${i}.role is none of ${roles.join(", ")}` };
    }
    if (typeof message.content !== "string") {
      return { fault: `messages.${i}.content is not a text` };
    }
  }
  const messages = (list as Message[]).map(({ role, content }) => ({ role, content }));
  if (!messages.some((m) => m.content.trim() !== "")) return { fault: "messages say nothing" };
  return { line, messages, expected: length, answer: null };
}

/** The first human turn is the prompt; the first answer behind it is as long as the expected one. */
function conversation(list: unknown[], line: number, length: number | null) {
  for (const [i, turn] of list.entries()) {
    if (!isObject(turn) || typeof turn.from !== "string" || typeof turn.value !== "string") {
      return { fault: `conversations.${i} needs the texts from and value` };
    }
  }
  const turns = list as { from: string; value: string }[];
  const asked = turns.findIndex((t) => humans.includes(t.from) && t.value.trim() !== "");
  if (asked < 0) return null;
  const answer = turns.slice(asked).find((t) => models.includes(t.from))?.value || null;
  const messages: Message[] = [{ role: "user", content: turns[asked].value }];
  return { line, messages, conversation: whole(turns), expected: length, answer };
}

/** As messages, up to the first speaker that is neither: what is said after a tool's words goes on from them. */
function whole(turns: { from: string; value: string }[]): Message[] {
  const spoken = turns.filter(({ value }) => value.trim() !== "");
  const roleOf = (from: string): Message["role"] | null =>
    humans.includes(from)
      ? "user"
      : models.includes(from)
      ? "assistant"
      : from === "system"
      ? "system"
      : null;
  const end = spoken.findIndex(({ from }) => roleOf(from) === null);
  return spoken.slice(0, end < 0 ? undefined : end)
    .map(({ from, value }) => ({ role: roleOf(from)!, content: value }));
}

/** The expected length, null where none is given, or what is wrong with it. */
function lengthOf(data: Record<string, unknown>): number | null | string {
  const given = lengths.filter((name) => data[name] !== undefined && data[name] !== null);
  for (const name of given) {
    const value = data[name];
    if (!Number.isSafeInteger(value) || (value as number) < 1) {
      return `${name} is not a whole number of 1 or more`;
    }
  }
  const values = new Set(given.map((name) => data[name] as number));
  if (values.size > 1) return `${given.join(" and ")} differ`;
  return values.values().next().value ?? null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
