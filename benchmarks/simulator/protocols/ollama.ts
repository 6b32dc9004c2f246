/** Ollama's own protocol: `/api/chat`, a JSON object a line. */
import type { Schedule } from "../profile.ts";
import {
  type Ask,
  askOf,
  endMs,
  objectOf,
  promptOf,
  type Protocol,
  textOf,
  tokensAsked,
} from "./protocol.ts";

const line = (value: unknown) => JSON.stringify(value) + "\n";
const created_at = "1970-01-01T00:00:00Z";

/** The fields of the last line: the server's own count and clock. */
function ended(schedule: Schedule, ask: Ask): object {
  const total = Math.round(endMs(schedule) * 1e6);
  const first = Math.round(schedule.chunks[0].at_s * 1e9);
  return {
    done: true,
    done_reason: "length",
    total_duration: total,
    load_duration: 0,
    ...(ask.counted
      ? {
        prompt_eval_count: ask.counted.prompt,
        prompt_eval_cached_count: ask.counted.cached,
      }
      : {}),
    prompt_eval_duration: first,
    eval_count: ask.tokens,
    eval_duration: total - first,
  };
}

export const ollama: Protocol = {
  name: "ollama",
  contentType: "application/x-ndjson",

  read({ path, body }) {
    if (!/^\/api\/chat(\?|$)/.test(path)) return null;
    const json = objectOf(body);
    const { num_predict } = (json.options ?? {}) as { num_predict?: unknown };
    const tokens = tokensAsked(num_predict, "options.num_predict");
    return askOf(json, tokens, promptOf(json.messages), { stream: json.stream !== false });
  },

  stream(schedule, ask) {
    const made = { model: ask.model, created_at };
    const message = (text: { content?: string; thinking?: string }) => ({
      message: { role: "assistant", content: "", ...text },
    });
    return [
      ...schedule.chunks.map((c) => ({
        kind: "token" as const,
        at_ms: c.at_s * 1000,
        bytes: line({
          ...made,
          ...message(c.kind === "reasoning" ? { thinking: c.text } : { content: c.text }),
          done: false,
        }),
      })),
      {
        kind: "done" as const,
        at_ms: endMs(schedule),
        bytes: line({ ...made, ...message({}), ...ended(schedule, ask) }),
      },
    ];
  },

  whole(schedule, ask) {
    const thinking = textOf(schedule, "reasoning");
    const message = {
      role: "assistant",
      content: textOf(schedule, "content"),
      ...(thinking ? { thinking } : {}),
    };
    const bytes = JSON.stringify({
      model: ask.model,
      created_at,
      message,
      ...ended(schedule, ask),
    });
    return { kind: "done", at_ms: endMs(schedule), bytes };
  },

  refusal: (_status, _type, message) => JSON.stringify({ error: message }),
  errorEvent: (_type, message) => line({ error: message }),
};
