/** OpenAI legacy completions. */
import type { Schedule } from "../profile.ts";
import {
  type Ask,
  askOf,
  endMs,
  objectOf,
  type Protocol,
  type Send,
  tokensAsked,
} from "./protocol.ts";

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

/** The usage of an answer. */
const usageOf = ({ tokens, counted }: Ask): object => ({
  completion_tokens: tokens,
  ...(counted
    ? {
      prompt_tokens: counted.prompt,
      prompt_tokens_details: { cached_tokens: counted.cached },
    }
    : {}),
});

/** A prompt is a text, or a list of texts. */
const promptOf = (prompt: unknown): string =>
  typeof prompt === "string"
    ? prompt
    : Array.isArray(prompt)
    ? prompt.filter((p) => typeof p === "string").join("")
    : "";

export const openaiCompletions: Protocol = {
  name: "openai-completions",
  contentType: "text/event-stream",

  read({ path, body }) {
    if (!/^\/v1\/completions(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    const options = json.stream_options as { include_usage?: boolean } | undefined;
    const tokens = tokensAsked(json.max_tokens, "max_tokens");
    return askOf(json, tokens, promptOf(json.prompt), { usage: options?.include_usage === true });
  },

  stream(schedule: Schedule, ask, id) {
    const made = { id, object: "text_completion", created: 0, model: ask.model };
    const end_ms = endMs(schedule);
    const event = (kind: Send["kind"], at_ms: number, rest: object): Send => ({
      kind,
      at_ms,
      bytes: data({ ...made, ...rest, ...(ask.usage && kind !== "usage" ? { usage: null } : {}) }),
    });
    const choice = (text: string, finish_reason: string | null = null) => ({
      choices: [{ index: 0, text, logprobs: null, finish_reason }],
    });
    return [
      // Nothing here tells reasoning from content: it is text like any other.
      ...schedule.chunks.map((c) => event("token", c.at_s * 1000, choice(c.text))),
      event("finish", end_ms, choice("", "length")),
      ...(ask.usage ? [event("usage", end_ms, { choices: [], usage: usageOf(ask) })] : []),
      { kind: "done", at_ms: end_ms, bytes: "data: [DONE]\n\n" },
    ];
  },

  whole(schedule, ask, id) {
    const text = schedule.chunks.map((c) => c.text).join("");
    const bytes = JSON.stringify({
      id,
      object: "text_completion",
      created: 0,
      model: ask.model,
      choices: [{ index: 0, text, logprobs: null, finish_reason: "length" }],
      usage: usageOf(ask),
    });
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (_status, type, message) => JSON.stringify({ error: { message, type, code: type } }),
  errorEvent: (type, message) => data({ error: { message, type, code: type } }),
};
