/** OpenAI chat completions. */
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

/** The usage of chat completions. */
function usageOf(schedule: Schedule, ask: Ask): object {
  const reasoning = reasoningTokens(schedule);
  return {
    completion_tokens: ask.tokens,
    ...(reasoning ? { completion_tokens_details: { reasoning_tokens: reasoning } } : {}),
    ...(ask.counted
      ? {
        prompt_tokens: ask.counted.prompt,
        prompt_tokens_details: { cached_tokens: ask.counted.cached },
      }
      : {}),
  };
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

export const openai: Protocol = {
  name: "openai",
  contentType: "text/event-stream",

  read({ path, body }) {
    // Services have it below paths of their own: /openai/v1, /inference/v1, or none.
    if (!/^(\/(openai|inference|api|v\d+))*\/chat\/completions(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    const options = json.stream_options as { include_usage?: boolean } | undefined;
    const tokens = tokensAsked(json.max_completion_tokens ?? json.max_tokens, "max_tokens");
    return askOf(json, tokens, promptOf(json.messages), { usage: options?.include_usage === true });
  },

  stream(schedule, ask, id) {
    const made = { id, object: "chat.completion.chunk", created: 0, model: ask.model };
    const end_ms = endMs(schedule);
    const event = (kind: Send["kind"], at_ms: number, rest: object): Send => ({
      kind,
      at_ms,
      bytes: data({ ...made, ...rest }),
    });
    const choice = (delta: object, finish_reason: string | null = null) => ({
      choices: [{ index: 0, delta, finish_reason }],
    });
    return [
      event("role", 0, choice({ role: "assistant", content: "" })),
      ...schedule.chunks.map((c) =>
        event(
          "token",
          c.at_s * 1000,
          choice(c.kind === "reasoning" ? { reasoning_content: c.text } : { content: c.text }),
        )
      ),
      event("finish", end_ms, choice({}, "length")),
      ...(ask.usage
        ? [event("usage", end_ms, { choices: [], usage: usageOf(schedule, ask) })]
        : []),
      { kind: "done", at_ms: end_ms, bytes: "data: [DONE]\n\n" },
    ];
  },

  whole(schedule, ask, id) {
    const reasoning = textOf(schedule, "reasoning");
    const message = {
      role: "assistant",
      content: textOf(schedule, "content"),
      ...(reasoning ? { reasoning_content: reasoning } : {}),
    };
    const bytes = JSON.stringify({
      id,
      object: "chat.completion",
      created: 0,
      model: ask.model,
      choices: [{ index: 0, message, finish_reason: "length" }],
      usage: usageOf(schedule, ask),
    });
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (_status, type, message) => JSON.stringify({ error: { message, type, code: type } }),
  errorEvent: (type, message) => data({ error: { message, type, code: type } }),
};
