/** Events of OpenAI's responses, and what is read from them. */
import type { Delta } from "../../../benchmarks/providers/delta.ts";

export const event = (type: string, rest: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
export const content = (text: string): Delta => ({ kind: "content", text });
export const done: Delta = { kind: "done" };
export const stop: Delta = { kind: "finish", reason: "stop", raw: "completed" };
export const usage = (output_tokens: number) => ({
  input_tokens: 34,
  input_tokens_details: { cached_tokens: 30, cache_write_tokens: 2 },
  output_tokens,
  output_tokens_details: { reasoning_tokens: 1 },
});
export const usageDelta = (output: number): Delta => ({
  kind: "usage",
  usage: { input: 34, output, reasoning: 1, cached: 30, cacheWrite: 2 },
});
export const message = (text: string) => ({
  type: "message",
  id: "msg_1",
  role: "assistant",
  content: [{ type: "output_text", text, annotations: [] }],
});
export const ended = (over: object, type = "response.completed") => event(type, { response: over });

/** As OpenAI's reference shows it: each text comes as deltas and is then told three times more. */
export const openaiStream = event("response.created", {
  response: { id: "resp_1", model: "gpt-4.1", status: "in_progress", service_tier: "auto" },
}) +
  event("response.output_item.added", { output_index: 0, item: { ...message(""), content: [] } }) +
  event("response.content_part.added", {
    item_id: "msg_1",
    part: { type: "output_text", text: "" },
  }) +
  event("response.output_text.delta", { item_id: "msg_1", delta: "Hé" }) +
  event("response.output_text.delta", { item_id: "msg_1", delta: "llo 😀", obfuscation: "xYz" }) +
  event("response.output_text.done", { item_id: "msg_1", text: "Héllo 😀" }) +
  event("response.content_part.done", {
    item_id: "msg_1",
    part: { type: "output_text", text: "Héllo 😀" },
  }) +
  event("response.output_item.done", { output_index: 0, item: message("Héllo 😀") });
export const openaiDeltas: Delta[] = [
  { kind: "served", model: "gpt-4.1", requestId: "resp_1" },
  { kind: "role" },
  content("Hé"),
  content("llo 😀"),
];
export const final = {
  id: "resp_1",
  model: "gpt-4.1",
  service_tier: "flex",
  output: [message("Héllo 😀")],
  usage: usage(3),
};
export const servedAtEnd: Delta = {
  kind: "served",
  model: "gpt-4.1",
  requestId: "resp_1",
  tier: "flex",
};
