/**
 * Text Generation Inference's own protocol: `POST {base}/generate_stream`, data-only server-sent events, a token
 * each; the last one has the whole text again, and the details.
 */
import { settingsSay } from "./asked.ts";
import type { Delta, FinishReason, Usage } from "./delta.ts";
import type { Ask, Provider } from "./provider.ts";
import { jsonRequest, nestedBody, urlOf } from "./body.ts";
import { jsonFailure } from "./read/failure.ts";
import { defined, type JsonObject, number, object, string } from "./read/json.ts";
import { finishDeltas } from "./read/finish.ts";
import { errorInside, refusalInside } from "./read/inside.ts";
import { jsonData } from "./read/json_stream.ts";
import { reportedByHead } from "./read/served.ts";
import { sseDecoder, type SseReader } from "./read/sse_body.ts";
import { unread } from "./read/unread.ts";

const reasons: Record<string, FinishReason> = {
  length: "length",
  eos_token: "stop",
  stop_sequence: "stop",
};

export const tgi: Provider = {
  name: "tgi",
  auth: "bearer",
  about: {
    title: "Text Generation Inference, its own /generate_stream",
    base: null,
    basePath: "",
    baseNames: [],
    keyNames: ["HF_TOKEN"],
    evidence: "read",
    gives: [
      "An event a token: gaps between events are those between tokens.",
      "How many tokens it made and why it stopped; of the prompt only where the server says so.",
      "The headers x-compute-type, x-compute-characters and the like, in server_timings.",
      settingsSay(null, null),
    ],
    lacks: [
      "The prompt goes to the model as it is, without a chat template: the messages are joined.",
      "A stream has no timings of the server; they are in the headers of a plain answer.",
      "It does not say which model answered.",
    ],
    reported: {
      reasoning_s: { not: "Reasoning stands in the text, not apart." },
      tool_call_s: { not: "The protocol has no tools." },
      input_tokens_reported: "details.input_length, where the server says so",
      output_tokens_reported: "details.generated_tokens",
      reasoning_tokens_reported: { not: "Reasoning is not counted apart." },
      cached_tokens_reported: { not: "The protocol says nothing of a cache." },
      cache_write_tokens_reported: { not: "The protocol says nothing of a cache." },
      finish_reason: "details.finish_reason",
      request_id: reportedByHead.request_id,
      served_model: { not: "It does not say which model answered." },
      system_fingerprint: { not: "The protocol has none." },
      service_tier_echoed: { not: "The protocol has none." },
      server_timings: "x-compute-* of the head; of a plain answer its times too",
      rate_limits: { not: "The server has no quotas." },
    },
    finishReasons: reasons,
    witnesses: [],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return jsonRequest(urlOf(ask.baseUrl, "/generate_stream"), body(ask));
  },

  decoder: (_step, head) => sseDecoder(head, reader),

  failure: jsonFailure,
};

/** Parameters that are no field of the request are `parameters`. */
const body = (ask: Ask): JsonObject =>
  nestedBody(
    { inputs: ask.messages.map(({ content }) => content).join("\n\n") },
    {
      name: "parameters",
      ours: ask.maxOutputTokens === null ? {} : { max_new_tokens: ask.maxOutputTokens },
    },
    ["inputs", "stream"],
    ask.params,
  );

const reader = (): SseReader => ({
  // Servers that imitate it end as chat completions do.
  event: ({ data }) => jsonData(event, (text) => text.trim() === "[DONE]" ? [] : null)(data),
  whole(answer) {
    const errors = "generated_text" in answer ? errorInside(answer) : refusalInside(answer);
    if (errors.length) return [{ kind: "unstreamed" }, ...errors];
    const text = string(answer.generated_text);
    return [
      { kind: "unstreamed" },
      ...(text ? [{ kind: "content" as const, text }] : []),
      ...ended(object(answer.details)),
    ];
  },
});

function event(event: JsonObject): Delta[] {
  const known = ["token", "details", "generated_text"].some((name) => name in event);
  const errors = known ? errorInside(event) : refusalInside(event);
  if (errors.length) return errors;
  if (!known) return [unread(event)];
  const token = object(event.token);
  const text = string(token?.text);
  const ending = ended(object(event.details));
  // The mark of the end is a token too, but no text; `generated_text` has all of the text a second time.
  return text && token?.special !== true ? [{ kind: "content", text }, ...ending] : ending;
}

function ended(details: JsonObject | undefined): Delta[] {
  const usage: Usage = {
    ...defined("input", number(details?.input_length)),
    ...defined("output", number(details?.generated_tokens)),
  };
  const deltas: Delta[] = [];
  deltas.push(...finishDeltas(details?.finish_reason, reasons));
  if (Object.keys(usage).length) deltas.push({ kind: "usage", usage });
  return deltas;
}
