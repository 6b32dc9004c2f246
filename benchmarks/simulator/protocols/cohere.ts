/** Cohere's chat, version 2: named server-sent events, a part of thinking before the part of text. */
import type { Schedule } from "../profile.ts";
import {
  type Ask,
  askOf,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  type Send,
  textOf,
  tokensAsked,
} from "./protocol.ts";

const event = (value: { type: string; [name: string]: unknown }) =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;

const usageOf = (ask: Ask) => {
  const output = { output_tokens: ask.tokens };
  const input = ask.counted ? { input_tokens: ask.counted.prompt } : {};
  return {
    billed_units: { ...input, ...output },
    tokens: { ...input, ...output },
    ...(ask.counted ? { cached_tokens: ask.counted.cached } : {}),
  };
};

const partOf = (kind: Schedule["chunks"][number]["kind"], text: string) =>
  kind === "reasoning" ? { type: "thinking", thinking: text } : { type: "text", text };

export const cohere: Protocol = {
  name: "cohere",
  contentType: "text/event-stream",

  read({ path, body }) {
    if (!/^\/v2\/chat(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    return askOf(json, tokensAsked(json.max_tokens, "max_tokens"), promptOf(json.messages));
  },

  stream(schedule, ask, id) {
    const sends: Send[] = [];
    const send = (
      kind: Send["kind"],
      at_ms: number,
      value: { type: string; [name: string]: unknown },
    ) => sends.push({ kind, at_ms, bytes: event(value) });
    const message = {
      role: "assistant",
      content: [],
      tool_plan: "",
      tool_calls: [],
      citations: [],
    };
    send("role", 0, { id, type: "message-start", delta: { message } });
    let index = -1;
    let part: string | null = null;
    for (const { at_s, kind, text } of schedule.chunks) {
      const at_ms = at_s * 1000;
      if (kind !== part) {
        if (part !== null) send("role", at_ms, { type: "content-end", index });
        index++;
        part = kind;
        const content = partOf(kind, "");
        send("role", at_ms, { type: "content-start", index, delta: { message: { content } } });
      }
      const content = kind === "reasoning" ? { thinking: text } : { text };
      send("token", at_ms, { type: "content-delta", index, delta: { message: { content } } });
    }
    const end_ms = endMs(schedule);
    send("finish", end_ms, { type: "content-end", index });
    const delta = { finish_reason: "MAX_TOKENS", usage: usageOf(ask) };
    send("done", end_ms, { id, type: "message-end", delta });
    return sends;
  },

  whole(schedule, ask, id) {
    const kinds = (["reasoning", "content"] as const).filter((kind) => textOf(schedule, kind));
    const content = kinds.map((kind) => partOf(kind, textOf(schedule, kind)));
    const bytes = JSON.stringify({
      id,
      finish_reason: "MAX_TOKENS",
      message: { role: "assistant", content },
      usage: usageOf(ask),
    });
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (_status, _type, message) => JSON.stringify({ message }),
  errorEvent: (_type, error) =>
    event({ type: "message-end", delta: { finish_reason: "ERROR", error } }),
};
