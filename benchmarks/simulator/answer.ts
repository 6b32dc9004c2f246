/** What an answer consists of, as text and moments: made before the first of it is sent. */
import type { Schedule } from "./profile.ts";
import type { Ask } from "./request.ts";

/** One piece of an answer; `at_ms` counts from the arrival of the request. */
export interface Send {
  kind: "role" | "token" | "finish" | "usage" | "done";
  at_ms: number;
  text: string;
}

// Prompt tokens are reported by models that cache only: the first count of a text takes milliseconds, in
// which no other answer could be sent.
const usageOf = (ask: Ask) => ({ completion_tokens: ask.tokens, ...ask.prompt });

/** Every event of a streamed answer, in order. The role comes at once, the end with the last token. */
export function eventsOf(schedule: Schedule, ask: Ask, id: string): Send[] {
  const made = { id, object: "chat.completion.chunk", created: 0, model: ask.model };
  const end_ms = schedule.chunks.at(-1)!.at_s * 1000;
  const event = (kind: Send["kind"], at_ms: number, rest: object): Send => ({
    kind,
    at_ms,
    text: `data: ${JSON.stringify({ ...made, ...rest })}\n\n`,
  });
  const choice = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  });
  return [
    event("role", 0, choice({ role: "assistant", content: "" })),
    ...schedule.chunks.map((c) => event("token", c.at_s * 1000, choice({ content: c.text }))),
    event("finish", end_ms, choice({}, "length")),
    ...(ask.usage ? [event("usage", end_ms, { choices: [], usage: usageOf(ask) })] : []),
    { kind: "done", at_ms: end_ms, text: "data: [DONE]\n\n" },
  ];
}

/** The same answer in one piece, sent when its last token would have been. */
export function wholeOf(schedule: Schedule, ask: Ask, id: string): Send {
  const content = schedule.chunks.map((c) => c.text).join("");
  const message = { role: "assistant", content };
  const text = JSON.stringify({
    id,
    object: "chat.completion",
    created: 0,
    model: ask.model,
    choices: [{ index: 0, message, finish_reason: "length" }],
    usage: usageOf(ask),
  });
  return { kind: "done", at_ms: schedule.chunks.at(-1)!.at_s * 1000, text };
}
