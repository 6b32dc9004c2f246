/** Anthropic Messages. */
import type { Schedule } from "../profile.ts";
import {
  type Ask,
  askOf,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  reasoningTokens,
  type Send,
  textOf,
  tokensAsked,
} from "./protocol.ts";

const event = (name: string, rest: object = {}) =>
  `event: ${name}\ndata: ${JSON.stringify({ type: name, ...rest })}\n\n`;

/** Input tokens are counted apart from those that a cache held. */
const inputOf = ({ counted }: Ask) =>
  counted
    ? {
      input_tokens: counted.prompt - counted.cached,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: counted.cached,
    }
    : {};

const outputOf = (schedule: Schedule, ask: Ask) => {
  const thinking_tokens = reasoningTokens(schedule);
  return {
    output_tokens: ask.tokens,
    ...(thinking_tokens ? { output_tokens_details: { thinking_tokens } } : {}),
  };
};

const message = (ask: Ask, id: string, rest: object) => ({
  id,
  type: "message",
  role: "assistant",
  model: ask.model,
  stop_sequence: null,
  ...rest,
});

const signature = "c2ltdWxhdGVk";

/** The block of a kind of token: how it begins, and how it ends. */
const blocks = {
  content: { start: { type: "text", text: "" }, last: (_index: number) => "" },
  reasoning: {
    start: { type: "thinking", thinking: "", signature: "" },
    last: (index: number) =>
      event("content_block_delta", { index, delta: { type: "signature_delta", signature } }),
  },
};

export const anthropic: Protocol = {
  name: "anthropic",
  contentType: "text/event-stream; charset=utf-8",

  read({ path, body }) {
    if (!/^\/v1\/messages(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    if (json.max_tokens === undefined) throw new RangeError("max_tokens: Field required");
    const prompt = promptOf([{ content: json.system }]) + promptOf(json.messages);
    return askOf(json, tokensAsked(json.max_tokens, "max_tokens"), prompt);
  },

  stream(schedule, ask, id) {
    const begin = message(ask, id, {
      content: [],
      stop_reason: null,
      usage: { ...inputOf(ask), output_tokens: 1, service_tier: "standard" },
    });
    const sends: Send[] = [
      { kind: "role", at_ms: 0, bytes: event("message_start", { message: begin }) },
    ];
    let index = -1;
    let open: "content" | "reasoning" | null = null;
    const close = () =>
      open === null ? "" : blocks[open].last(index) + event("content_block_stop", { index });
    for (const { at_s, kind, text } of schedule.chunks) {
      const at_ms = at_s * 1000;
      if (kind !== open) {
        const closed = close();
        open = kind;
        index++;
        const start = event("content_block_start", { index, content_block: blocks[kind].start });
        const ping = index === 0 ? event("ping") : "";
        sends.push({ kind: "role", at_ms, bytes: closed + start + ping });
      }
      const delta = kind === "content"
        ? { type: "text_delta", text }
        : { type: "thinking_delta", thinking: text };
      sends.push({ kind: "token", at_ms, bytes: event("content_block_delta", { index, delta }) });
    }
    const at_ms = endMs(schedule);
    const delta = { stop_reason: "max_tokens", stop_sequence: null };
    const usage = { ...inputOf(ask), ...outputOf(schedule, ask) };
    return [
      ...sends,
      { kind: "finish", at_ms, bytes: close() + event("message_delta", { delta, usage }) },
      { kind: "done", at_ms, bytes: event("message_stop") },
    ];
  },

  whole(schedule, ask, id) {
    const thinking = textOf(schedule, "reasoning");
    const bytes = JSON.stringify(message(ask, id, {
      content: [
        ...(thinking ? [{ type: "thinking", thinking, signature }] : []),
        { type: "text", text: textOf(schedule, "content") },
      ],
      stop_reason: "max_tokens",
      usage: { ...inputOf(ask), ...outputOf(schedule, ask), service_tier: "standard" },
    }));
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (status, _type, message) =>
    JSON.stringify({ type: "error", error: { type: errorTypes[status] ?? "api_error", message } }),
  errorEvent: (_type, message) => event("error", { error: { type: "api_error", message } }),
};

const errorTypes: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
  503: "overloaded_error",
};
