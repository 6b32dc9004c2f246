/**
 * llama.cpp's server, its own protocol: `POST {base}/completion`, data-only server-sent events; the last one says
 * `stop: true` and how long prompt and answer took.
 */
import { settingsSay } from "./asked.ts";
import type { Delta, FinishReason, Usage } from "./delta.ts";
import type { Ask, Provider } from "./provider.ts";
import { jsonRequest, urlOf, withoutNulls } from "./body.ts";
import { jsonFailure } from "./read/failure.ts";
import { defined, type JsonObject, number, object, string } from "./read/json.ts";
import { finishDeltas } from "./read/finish.ts";
import { errorInside, refusalInside } from "./read/inside.ts";
import { jsonData } from "./read/json_stream.ts";
import { sseDecoder, type SseReader } from "./read/sse_body.ts";
import { unread } from "./read/unread.ts";

const reasons: Record<string, FinishReason> = {
  eos: "stop",
  word: "stop",
  limit: "length",
  none: "other",
};

export const llamacpp: Provider = {
  name: "llamacpp",
  auth: "bearer",
  about: {
    title: "llama.cpp's server, its own /completion",
    base: "http://127.0.0.1:8080",
    basePath: "",
    baseNames: [],
    keyNames: ["LLAMA_API_KEY"],
    evidence: "read",
    gives: [
      "Content as it comes, mostly a token an event.",
      "Token counts of prompt and answer, and how many of the prompt's the cache held (timings.cache_n).",
      "Timings of the server in milliseconds, prompt and prediction apart.",
      settingsSay(null, null),
    ],
    lacks: [
      "The prompt goes to the model as it is, without a chat template: the messages are joined.",
      "The server reuses the last prompt of a slot unless told not to: cache_prompt: false is sent.",
      "Reasoning stands in the text, not apart; for that, drive its /v1 by protocol openai.",
    ],
    reported: {
      reasoning_s: { not: "Reasoning stands in the text, not apart." },
      tool_call_s: { not: "The protocol has no tools." },
      input_tokens_reported: "tokens_evaluated",
      output_tokens_reported: "tokens_predicted",
      reasoning_tokens_reported: { not: "Reasoning is not counted apart." },
      cached_tokens_reported: "timings.cache_n",
      cache_write_tokens_reported: {
        not: "The protocol does not count what is written to a cache.",
      },
      finish_reason: "stop_type, or stopped_eos, stopped_word, stopped_limit of older servers",
      request_id: { not: "The server gives a request no name." },
      served_model: "model",
      system_fingerprint: { not: "The protocol has none." },
      service_tier_echoed: { not: "The protocol has none." },
      server_timings: "timings of the last event, in milliseconds",
      rate_limits: { not: "The server has no quotas." },
    },
    finishReasons: reasons,
    witnesses: [],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return jsonRequest(urlOf(ask.baseUrl, "/completion"), body(ask));
  },

  decoder: (_step, head) => sseDecoder(head, reader),
  failure: jsonFailure,
};

const body = (ask: Ask): JsonObject =>
  withoutNulls({
    prompt: ask.messages.map(({ content }) => content).join("\n\n"),
    n_predict: ask.maxOutputTokens,
    stream: true,
    cache_prompt: false,
    ...ask.params,
  });

const reader = (): SseReader => ({
  event: ({ data }) => jsonData(event, (text) => text.trim() === "[DONE]" ? [] : null)(data),
  whole: (answer) => [{ kind: "unstreamed" }, ...event(answer)],
});

function event(event: JsonObject): Delta[] {
  const known = "content" in event || "stop" in event;
  const errors = known ? errorInside(event) : refusalInside(event);
  if (errors.length) return errors;
  if (!known) return [unread(event)];
  const deltas: Delta[] = [];
  const text = string(event.content);
  if (text) deltas.push({ kind: "content", text });
  if (event.stop !== true) return deltas;
  const raw = stopOf(event);
  const timings = object(event.timings);
  const usage: Usage = {
    ...defined("input", number(event.tokens_evaluated)),
    ...defined("output", number(event.tokens_predicted)),
    // `tokens_cached` is what the cache holds afterwards, not what it gave.
    ...defined("cached", number(timings?.cache_n)),
  };
  const served = { ...defined("model", string(event.model)), ...defined("timings", timings) };
  deltas.push(...finishDeltas(raw, reasons));
  if (Object.keys(usage).length) deltas.push({ kind: "usage", usage });
  if (Object.keys(served).length) deltas.push({ kind: "served", ...served });
  return [...deltas, { kind: "done" }];
}

/** Why it stopped: one word, or of older servers the one of three that is true. */
const stopOf = (event: JsonObject): string | undefined =>
  string(event.stop_type) ?? ["eos", "word", "limit"].find((w) => event[`stopped_${w}`] === true);
