/** What an answer consists of, as bytes to be and moments: made before the first of them is sent. */
import type { Schedule } from "./profile.ts";

/** What the simulator reads of a request's body. */
export interface Ask {
  model: string;
  stream: boolean;
  usage: boolean;
  tokens: number;
}

/** One event of a stream; `at_ms` counts from the arrival of the request. */
export interface Send {
  kind: "role" | "token" | "finish" | "usage" | "done";
  at_ms: number;
  data: string;
}

const maxTokens = 100_000;

/** Reads a body. Throws `RangeError` or `SyntaxError` with what is wrong with it. */
export function readAsk(body: string): Ask {
  const json = JSON.parse(body);
  if (typeof json !== "object" || json === null) throw new RangeError("The body is not an object");
  const tokens = json.max_completion_tokens ?? json.max_tokens ?? 16;
  if (!Number.isInteger(tokens) || tokens < 1 || tokens > maxTokens) {
    throw new RangeError(`max_tokens is not an integer from 1 to ${maxTokens}`);
  }
  return {
    model: String(json.model ?? ""),
    stream: json.stream === true,
    usage: json.stream_options?.include_usage === true,
    tokens,
  };
}

// Prompt tokens are not reported: to count them takes milliseconds, in which no other answer could be sent.
const usageOf = (ask: Ask) => ({ completion_tokens: ask.tokens });

/** Every event of a streamed answer, in order. The role comes at once, the end with the last token. */
export function eventsOf(schedule: Schedule, ask: Ask, id: string): Send[] {
  const made = { id, object: "chat.completion.chunk", created: 0, model: ask.model };
  const end = schedule.chunks.at(-1)!.at_s * 1000;
  const event = (kind: Send["kind"], at_ms: number, rest: object): Send => ({
    kind,
    at_ms,
    data: `data: ${JSON.stringify({ ...made, ...rest })}\n\n`,
  });
  const choice = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  });
  return [
    event("role", 0, choice({ role: "assistant", content: "" })),
    ...schedule.chunks.map((c) => event("token", c.at_s * 1000, choice({ content: c.text }))),
    event("finish", end, choice({}, "length")),
    ...(ask.usage ? [event("usage", end, { choices: [], usage: usageOf(ask) })] : []),
    { kind: "done", at_ms: end, data: "data: [DONE]\n\n" },
  ];
}

/** The same answer in one piece, sent when its last token would have been. */
export function wholeOf(schedule: Schedule, ask: Ask, id: string): { at_ms: number; data: string } {
  const content = schedule.chunks.map((c) => c.text).join("");
  return {
    at_ms: schedule.chunks.at(-1)!.at_s * 1000,
    data: JSON.stringify({
      id,
      object: "chat.completion",
      created: 0,
      model: ask.model,
      choices: [{
        index: 0,
        message: { role: "assistant", content },
        finish_reason: "length",
      }],
      usage: usageOf(ask),
    }),
  };
}
