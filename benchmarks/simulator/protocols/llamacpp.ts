/** llama.cpp's server, its own protocol: an event a token, the last one with counts and timings. */
import type { Schedule } from "../profile.ts";
import { type Ask, askOf, endMs, objectOf, type Protocol, tokensAsked } from "./protocol.ts";

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

/** What the last event says; in a plain answer, beside the whole text. */
function ended(schedule: Schedule, ask: Ask, content: string): object {
  const first_ms = schedule.chunks[0].at_s * 1000;
  const { prompt, cached } = ask.counted ?? {};
  return {
    index: 0,
    content,
    tokens: [],
    stop: true,
    model: ask.model,
    tokens_predicted: ask.tokens,
    ...(prompt === undefined ? {} : { tokens_evaluated: prompt }),
    truncated: false,
    stop_type: "limit",
    stopping_word: "",
    timings: {
      ...(prompt === undefined ? {} : { cache_n: cached, prompt_n: prompt - cached! }),
      prompt_ms: first_ms,
      predicted_n: ask.tokens,
      predicted_ms: endMs(schedule) - first_ms,
    },
  };
}

export const llamacpp: Protocol = {
  name: "llamacpp",
  contentType: "text/event-stream",

  read({ path, body }) {
    if (!/^\/completions?(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    return askOf(json, tokensAsked(json.n_predict, "n_predict"), String(json.prompt ?? ""), {
      model: String(json.model ?? "simulated"),
    });
  },

  stream(schedule, ask) {
    const sends = schedule.chunks.map((c, i) => ({
      kind: "token" as const,
      at_ms: c.at_s * 1000,
      bytes: data({ index: 0, content: c.text, tokens: [i], stop: false, id_slot: 0 }),
    }));
    return [
      ...sends,
      { kind: "done" as const, at_ms: endMs(schedule), bytes: data(ended(schedule, ask, "")) },
    ];
  },

  whole: (schedule, ask) => ({
    kind: "done",
    at_ms: endMs(schedule),
    bytes: JSON.stringify(ended(schedule, ask, schedule.chunks.map((c) => c.text).join(""))),
  }),

  refusal: (code, type, message) => JSON.stringify({ error: { code, message, type } }),
  /** Its own field, no event of the standard. */
  errorEvent: (type, message) => `error: ${JSON.stringify({ code: 500, message, type })}\n\n`,
};
