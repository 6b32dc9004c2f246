/** One event of a chat completion stream, or a whole plain completion, as deltas. */
import type { Delta, FinishReason, Json, Told, Usage } from "./provider.ts";
import { errorOf } from "./failure.ts";
import {
  array,
  bounded,
  defined,
  isObject,
  type JsonObject,
  number,
  object,
  parseJson,
  string,
} from "./json.ts";
import { toldByHead } from "./served.ts";

/** Letters of either case. */
export const chatReasons: Record<string, FinishReason> = {
  stop: "stop",
  eos: "stop",
  eos_token: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  length: "length",
  max_tokens: "length",
  content_filter: "content_filter",
  safety: "content_filter",
  tool_calls: "tool_calls",
  tool_use: "tool_calls",
  function_call: "tool_calls",
  error: "error",
};

/** The closed set's word for a provider's finish reason. */
export const finishReason = (raw: string): FinishReason =>
  chatReasons[raw.toLowerCase()] ?? "other";

/** What a chunk or the head may tell. */
export const chatTold: Told = {
  ...toldByHead,
  reasoning_s:
    "delta.reasoning_content, delta.reasoning, or parts of the content that are thinking",
  tool_call_s: "delta.tool_calls",
  input_tokens_reported: "usage.prompt_tokens",
  output_tokens_reported: "usage.completion_tokens",
  reasoning_tokens_reported:
    "usage.completion_tokens_details.reasoning_tokens, or usage.reasoning_tokens",
  cached_tokens_reported:
    "usage.prompt_tokens_details.cached_tokens, or usage.prompt_cache_hit_tokens",
  cache_write_tokens_reported: "usage.prompt_tokens_details.cache_write_tokens",
  finish_reason: "choices[].finish_reason",
  request_id: `${toldByHead.request_id}; else the chunk's id`,
  served_model: "model",
  system_fingerprint: "system_fingerprint",
  service_tier_echoed: "service_tier",
  server_timings:
    `timings, time_info, perf_metrics, x_groq.usage, or usage where it has times; ${toldByHead.server_timings}`,
};

/** Reads the events of one stream; it remembers only what it has said about who served. */
export function chunkReader() {
  let told = "";

  const served = (chunk: JsonObject): Delta[] => {
    const groq = object(chunk.x_groq);
    const timings = chunk.timings ?? chunk.time_info ?? chunk.perf_metrics ?? groq?.usage ??
      timesIn(object(chunk.usage));
    const parts = {
      ...defined("model", string(chunk.model)),
      ...defined("fingerprint", string(chunk.system_fingerprint)),
      ...defined("tier", string(chunk.service_tier)),
      ...(timings === undefined || timings === null ? {} : { timings }),
      // An id of the body is weaker than a header's: to_record takes the first.
      ...defined("requestId", string(chunk.id)),
    };
    const key = JSON.stringify(parts);
    if (key === told || key === "{}") return [];
    told = key;
    return [{ kind: "served", ...parts }];
  };

  const choice = (value: Json): Delta[] => {
    const item = object(value);
    if (!item) return [];
    const deltas = message(object(item.delta) ?? object(item.message) ?? {});
    // Legacy completions have the text here; a server that also sends it in the delta tells it twice (Together).
    const told = deltas.some((d) => d.kind === "content");
    if (!told && string(item.text)) deltas.push({ kind: "content", text: item.text as string });
    const raw = string(item.finish_reason);
    if (raw) deltas.push({ kind: "finish", reason: finishReason(raw), raw });
    return deltas;
  };

  const object_ = (chunk: JsonObject): Delta[] => {
    const groq = object(chunk.x_groq);
    const deltas = served(chunk);
    deltas.push(...array(chunk.choices).flatMap(choice));
    const usage = object(chunk.usage) ?? object(groq?.usage);
    // No request has no tokens: zeros stand on the chunks before the one that knows (Ollama's completions).
    const known = usage && !(usage.prompt_tokens === 0 && usage.completion_tokens === 0);
    if (known) deltas.push({ kind: "usage", usage: usageOf(usage) });
    const error = chunk.error ?? groq?.error;
    if (error !== undefined && error !== null && error !== "") {
      const { code, message } = errorOf({ ...chunk, error });
      deltas.push({
        kind: "error",
        class: "stream_error",
        code,
        message: bounded(message ?? "error"),
      });
    } else if (chunk.object === "error" || (chunk.type === "error" && !chunk.choices)) {
      const { code, message } = errorOf(chunk);
      deltas.push({ kind: "error", class: "stream_error", code, message: bounded(message!) });
    }
    return deltas;
  };

  return {
    /** The data of one event. */
    event(data: string): Delta[] {
      if (data.trim() === "[DONE]") return [{ kind: "done" }];
      const chunk = parseJson(data);
      if (isObject(chunk)) return object_(chunk);
      const message = `An event's data is not a JSON object: ${bounded(data)}`;
      return [{ kind: "error", class: "protocol", code: null, message }];
    },
    /** A plain completion that came although a stream was asked for. */
    whole: (answer: JsonObject): Delta[] => [{ kind: "unstreamed" }, ...object_(answer)],
  };
}

function message(delta: JsonObject): Delta[] {
  const deltas: Delta[] = [];
  const add = (kind: "content" | "reasoning" | "tool_call", text: string) => {
    if (text) deltas.push({ kind, text });
  };
  if (string(delta.role)) deltas.push({ kind: "role" });
  // Both names may stand side by side with the same text: count one.
  add("reasoning", textOf(delta.reasoning_content) || textOf(delta.reasoning));
  for (const part of array(delta.content)) {
    const thinking = object(part)?.thinking;
    if (thinking !== undefined) add("reasoning", textOf(thinking));
    else add("content", textOf(object(part)?.text));
  }
  if (typeof delta.content === "string") add("content", delta.content);
  add("content", textOf(delta.refusal));
  const calls = array(delta.tool_calls).map((call) => object(object(call)?.function));
  for (const call of [...calls, object(delta.function_call)]) {
    if (!call) continue;
    const text = typeof call.arguments === "string"
      ? call.arguments
      : call.arguments === undefined || call.arguments === null
      ? ""
      : JSON.stringify(call.arguments);
    // A call's name is no token, but says that an answer without arguments is not empty.
    if (text || string(call.name)) deltas.push({ kind: "tool_call", text });
  }
  return deltas;
}

/** A string, or the texts of an array of parts joined. */
function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  return array(value).map((part) =>
    typeof part === "string" ? part : string(object(part)?.text) ?? ""
  )
    .join("");
}

/** Latencies and rates that stand among the tokens of a usage (SambaNova). */
function timesIn(usage: JsonObject | undefined): JsonObject | undefined {
  if (usage?.time_to_first_token === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(usage).filter(([name, v]) => typeof v === "number" && !name.endsWith("_tokens")),
  );
}

function usageOf(usage: JsonObject): Usage {
  const input = object(usage.prompt_tokens_details);
  const output = object(usage.completion_tokens_details);
  return {
    ...defined("input", number(usage.prompt_tokens)),
    ...defined("output", number(usage.completion_tokens)),
    ...defined("reasoning", number(output?.reasoning_tokens) ?? number(usage.reasoning_tokens)),
    ...defined("cached", number(input?.cached_tokens) ?? number(usage.prompt_cache_hit_tokens)),
    ...defined("cacheWrite", number(input?.cache_write_tokens)),
  };
}
