/** Text Generation Inference's own protocol: an event a token, the last with the whole text and the details. */
import type { Schedule } from "../profile.ts";
import { type Ask, askOf, endMs, objectOf, type Protocol, tokensAsked } from "./protocol.ts";

/** Written without a space after the colon. */
const data = (value: unknown) => `data:${JSON.stringify(value)}\n\n`;
const details = (ask: Ask) => ({
  finish_reason: "length",
  generated_tokens: ask.tokens,
  seed: null,
  ...(ask.counted ? { input_length: ask.counted.prompt } : {}),
});
const textOf = (schedule: Schedule) => schedule.chunks.map((c) => c.text).join("");

export const tgi: Protocol = {
  name: "tgi",
  contentType: "text/event-stream",

  read({ path, body }) {
    if (!/^\/generate_stream(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    const { max_new_tokens } = (json.parameters ?? {}) as { max_new_tokens?: unknown };
    const tokens = tokensAsked(max_new_tokens, "parameters.max_new_tokens");
    return askOf(json, tokens, String(json.inputs ?? ""), { model: "", stream: true });
  },

  stream(schedule, ask) {
    const last = schedule.chunks.length - 1;
    const sends = schedule.chunks.map((c, i) => ({
      kind: "token" as const,
      at_ms: c.at_s * 1000,
      bytes: data({
        index: i + 1,
        token: { id: i, text: c.text, logprob: -0.5, special: false },
        generated_text: i === last ? textOf(schedule) : null,
        details: i === last ? details(ask) : null,
      }),
    }));
    return [...sends, { kind: "done" as const, at_ms: endMs(schedule), bytes: "" }];
  },

  whole: (schedule, ask) => ({
    kind: "done",
    at_ms: endMs(schedule),
    bytes: JSON.stringify({ generated_text: textOf(schedule), details: details(ask) }),
  }),

  refusal: (_status, error_type, error) => JSON.stringify({ error, error_type }),
  errorEvent: (_type, error) => data({ error, error_type: "generation" }),
};
