/** What a protocol is to the simulator: how a request is read, and how a scheduled answer looks on the wire. Pure. */
import type { Schedule } from "../profile.ts";

/** What the simulator reads of a request, in any protocol. */
export interface Ask {
  model: string;
  stream: boolean;
  /** Usage is asked for, or always given. */
  usage: boolean;
  /** Tokens to answer with. */
  tokens: number;
  /** Text of the messages or the prompt, joined. */
  prompt: string;
  /** Tokens of the prompt and how many of them a cache held, where the model caches: else they are not counted. */
  counted: { prompt: number; cached: number } | null;
}

/** A request as it came; `path` is what follows the simulator's own prefix, with its query. */
export interface SimRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One piece of an answer; `at_ms` counts from the arrival of the request. */
export interface Send {
  kind: "role" | "token" | "finish" | "usage" | "done";
  at_ms: number;
  bytes: string | Uint8Array;
}

/** An answer that is fetched by requests after the first, which is answered with a promise. */
export interface Later {
  /** Whose answer a later request is for, and whether it wants it streamed; null where it is none. */
  read(request: SimRequest): { id: string; streamed: boolean } | null;
  /**
   * What stands of the answer: promised, or whole where its schedule is given. `base` is the simulator's address with
   * its prefix.
   */
  state(ask: Ask, id: string, base: string, schedule: Schedule | null): string;
}

export interface Protocol {
  /** As column `api` has it. */
  name: string;
  /**
   * Reads a request of this protocol; null where it is of another. Throws `RangeError` or `SyntaxError` with what
   * is wrong with it.
   */
  read(request: SimRequest): Ask | null;
  /** Content type of a streamed answer. */
  contentType: string;
  /** Every piece of a streamed answer, in order; the last is "done" (maybe empty). */
  stream(schedule: Schedule, ask: Ask, id: string): Send[];
  /** The same answer in one piece, sent when its last token would have been. Left out where there is none. */
  whole?(schedule: Schedule, ask: Ask, id: string): Send;
  /** Left out where the first request is itself answered with the stream. */
  later?: Later;
  /** What the vendor puts into a stream that fails on its way; null where its protocol has no such thing. */
  errorEvent(type: string, message: string): string | Uint8Array | null;
  /** A refusal in the vendor's form: body of an answer with that status. */
  refusal(status: number, type: string, message: string): string;
  /** Headers that go with a refusal, where the vendor says there what is wrong: AWS names its errors so. */
  refusalHeaders?(status: number): [string, string][];
}

/** What most protocols ask alike: a model and whether to stream, in fields of the body's object. */
export const askOf = (
  json: Record<string, unknown>,
  tokens: number,
  prompt: string,
  over: Partial<Ask> = {},
): Ask => ({
  model: String(json.model ?? ""),
  stream: json.stream === true,
  usage: true,
  tokens,
  prompt,
  counted: null,
  ...over,
});

const maxTokens = 100_000;

/** A number of tokens as a request asks for it. Throws `RangeError` where it is none. */
export function tokensAsked(value: unknown, name: string, otherwise = 16): number {
  const tokens = value ?? otherwise;
  if (!Number.isInteger(tokens) || (tokens as number) < 1 || (tokens as number) > maxTokens) {
    throw new RangeError(`${name} is not an integer from 1 to ${maxTokens}`);
  }
  return tokens as number;
}

/** A body's JSON object. Throws `RangeError` or `SyntaxError`. */
export function objectOf(body: string): Record<string, unknown> {
  const json = JSON.parse(body);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new RangeError("The body is not an object");
  }
  return json as Record<string, unknown>;
}

/** Milliseconds at which the last token goes out: the end of an answer goes with it. */
export const endMs = (schedule: Schedule): number => schedule.chunks.at(-1)!.at_s * 1000;

/** The text of one kind of token, joined. */
export const textOf = (schedule: Schedule, kind: "content" | "reasoning"): string =>
  schedule.chunks.filter((c) => c.kind === kind).map((c) => c.text).join("");

/** Reasoning tokens of an answer. */
export const reasoningTokens = (schedule: Schedule): number =>
  schedule.chunks.filter((c) => c.kind === "reasoning").reduce((sum, c) => sum + c.tokens, 0);

/** Text of messages with string or part contents, joined. */
export function promptOf(messages: unknown): string {
  if (!Array.isArray(messages)) return "";
  return messages.map((m) => {
    const { content } = (m ?? {}) as { content?: unknown };
    if (typeof content === "string") return content;
    return Array.isArray(content)
      ? content.map((part) => (part as { text?: string })?.text ?? "").join("")
      : "";
  }).join("");
}
