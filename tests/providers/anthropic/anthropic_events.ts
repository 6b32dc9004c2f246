/** Events of Anthropic's stream, and what is read from them. */
import type { Delta } from "../../../benchmarks/providers/delta.ts";

export const event = (type: string, rest: object = {}) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
export const start = (usage: object = {}, rest: object = {}) =>
  event("message_start", {
    message: { id: "msg_1", type: "message", role: "assistant", model: "claude-x", usage, ...rest },
  });
export const block = (index: number, content_block: object) =>
  event("content_block_start", { index, content_block });
export const delta = (index: number, delta: object) =>
  event("content_block_delta", { index, delta });
export const stop = (index: number) => event("content_block_stop", { index });
export const text = (index: number, text: string) => delta(index, { type: "text_delta", text });
export const end = (stop_reason: string, usage?: object) =>
  event("message_delta", { delta: { stop_reason, stop_sequence: null }, usage }) +
  event("message_stop");

export const served: Delta = { kind: "served", model: "claude-x", requestId: "msg_1" };
export const role: Delta = { kind: "role" };
export const done: Delta = { kind: "done" };
export const content = (text: string): Delta => ({ kind: "content", text });
export const call = (text: string): Delta => ({ kind: "tool_call", text });
export const usage = (usage: object): Delta => ({ kind: "usage", usage });
export const finish = (raw: string, reason: string): Delta =>
  ({ kind: "finish", reason, raw }) as Delta;
