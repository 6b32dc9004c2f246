/** Triton's generate extension as TensorRT-LLM's backend speaks it: text, and no mark at the end. */
import { askOf, endMs, objectOf, type Protocol, tokensAsked } from "./protocol.ts";

const answer = (model_name: string, text_output: string) => ({
  model_name,
  model_version: "1",
  sequence_start: false,
  sequence_id: 0,
  sequence_end: false,
  text_output,
});
const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

export const triton: Protocol = {
  name: "triton",
  contentType: "text/event-stream; charset=utf-8",

  read({ path, body }) {
    const [, model, stream] = /^\/v2\/models\/(.+)\/generate(_stream)?(?:\?|$)/.exec(path) ?? [];
    if (!model) return null;
    const json = objectOf(body);
    const parameters = (json.parameters ?? {}) as { max_tokens?: unknown };
    const tokens = tokensAsked(json.max_tokens ?? parameters.max_tokens, "max_tokens");
    return askOf(json, tokens, String(json.text_input ?? ""), {
      model: decodeURIComponent(model),
      stream: stream !== undefined,
      usage: false,
    });
  },

  stream: (schedule, ask) => [
    ...schedule.chunks.map((c) => ({
      kind: "token" as const,
      at_ms: c.at_s * 1000,
      bytes: data(answer(ask.model, c.text)),
    })),
    { kind: "done" as const, at_ms: endMs(schedule), bytes: "" },
  ],

  whole: (schedule, ask) => ({
    kind: "done",
    at_ms: endMs(schedule),
    bytes: JSON.stringify(answer(ask.model, schedule.chunks.map((c) => c.text).join(""))),
  }),

  refusal: (_status, _type, error) => JSON.stringify({ error }),
  errorEvent: (_type, error) => data({ error }),
};
