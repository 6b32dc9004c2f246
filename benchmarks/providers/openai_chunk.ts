/** One event of a chat completion stream, or a whole plain completion, as deltas. */
import type { Delta, FinishReason, Json, Told } from "./provider.ts";
import { errorOf } from "./failure.ts";
import {
  array,
  bounded,
  defined,
  isObject,
  type JsonObject,
  object,
  parseJson,
  string,
} from "./json.ts";
import { timesIn, usageIn } from "./openai_usage.ts";
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
  model_length: "length", // the model's window was full (Mistral)
  content_filter: "content_filter",
  safety: "content_filter",
  tool_calls: "tool_calls",
  tool_use: "tool_calls",
  function_call: "tool_calls",
  error: "error",
  insufficient_system_resource: "error", // the service broke the answer off (DeepSeek)
  abort: "error", // so did the server (vLLM, SGLang)
};

/** The closed set's word for a provider's finish reason. */
export const finishReason = (raw: string): FinishReason =>
  chatReasons[raw.toLowerCase()] ?? "other";

/** What a chunk or the head may tell. */
export const chatTold: Told = {
  ...toldByHead,
  reasoning_s:
    "delta.reasoning_content, delta.reasoning, delta.thinking, or parts of the content that are thinking or reasoning",
  tool_call_s: "delta.tool_calls",
  input_tokens_reported: "usage.prompt_tokens",
  output_tokens_reported:
    "usage.completion_tokens, with the reasoning tokens where usage.total_tokens counts them beside",
  reasoning_tokens_reported:
    "usage.completion_tokens_details.reasoning_tokens, or usage.reasoning_tokens",
  cached_tokens_reported:
    "usage.prompt_tokens_details.cached_tokens, usage.prompt_cache_hit_tokens, or usage.cached_tokens",
  cache_write_tokens_reported:
    "usage.prompt_tokens_details.cache_write_tokens, or usage.cache_creation_input_tokens",
  finish_reason: "choices[].finish_reason",
  request_id: `${toldByHead.request_id}; else the chunk's id`,
  served_model: "model",
  system_fingerprint: "system_fingerprint",
  service_tier_echoed: "service_tier",
  server_timings:
    `timings, time_info, perf_metrics, x_groq.usage, or usage where it has times; ${toldByHead.server_timings}`,
};

/** Reads the events of one stream; it remembers what it has said about who served, and whether anything was said. */
export function chunkReader() {
  let told = "";
  let said = false;

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
    // The whole message at the end of a stream repeats what its deltas said (Perplexity).
    const whole = said ? undefined : object(item.message);
    const deltas = message(object(item.delta) ?? whole ?? {});
    // Legacy completions have the text here; a server that also sends it in the delta tells it twice (Together).
    const twice = deltas.some((d) => d.kind === "content");
    if (!twice && string(item.text)) deltas.push({ kind: "content", text: item.text as string });
    said ||= deltas.some((d) => d.kind !== "role");
    const raw = string(item.finish_reason);
    if (raw) deltas.push({ kind: "finish", reason: finishReason(raw), raw });
    return deltas;
  };

  /** `named` is true where the event's own name says that it is an error. */
  const object_ = (chunk: JsonObject, named = false): Delta[] => {
    const groq = object(chunk.x_groq);
    const deltas = served(chunk);
    deltas.push(...array(chunk.choices).flatMap(choice));
    const usage = usageIn(chunk);
    if (usage) deltas.push({ kind: "usage", usage });
    const error = chunk.error ?? groq?.error;
    if (error !== undefined && error !== null && error !== "") {
      deltas.push(streamError({ ...chunk, error }));
    } else if (named || chunk.object === "error" || saysNo(chunk)) deltas.push(streamError(chunk));
    return deltas;
  };

  return {
    /** The data of one event. */
    event(data: string, name: string | null = null): Delta[] {
      if (data.trim() === "[DONE]") return [{ kind: "done" }];
      const chunk = parseJson(data);
      if (isObject(chunk)) return object_(chunk, name === "error");
      if (name === "error") return [streamError({ error: data })];
      const message = `An event's data is not a JSON object: ${bounded(data)}`;
      return [{ kind: "error", class: "protocol", code: null, message }];
    },
    /** A plain completion that came although a stream was asked for. */
    whole(answer: JsonObject): Delta[] {
      const deltas = object_(answer);
      if (answer.choices === undefined && !deltas.some((d) => d.kind === "error")) {
        const message = `The body is no completion: ${bounded(JSON.stringify(answer))}`;
        deltas.push({ kind: "error", class: "protocol", code: null, message });
      }
      return [{ kind: "unstreamed" }, ...deltas];
    },
  };
}

/** An object of no completion that gives a reason: gateways answer so inside a success. */
const saysNo = (chunk: JsonObject): boolean =>
  chunk.choices === undefined && chunk.usage === undefined &&
  (chunk.type === "error" || string(chunk.message) !== undefined ||
    string(chunk.detail) !== undefined);

function streamError(chunk: JsonObject): Delta {
  const { code, message } = errorOf(chunk);
  return { kind: "error", class: "stream_error", code, message: bounded(message ?? "error") };
}

function message(delta: JsonObject): Delta[] {
  const deltas: Delta[] = [];
  const add = (kind: "content" | "reasoning" | "tool_call", text: string) => {
    if (text) deltas.push({ kind, text });
  };
  if (string(delta.role)) deltas.push({ kind: "role" });
  // Several names may stand side by side with the same text: count one.
  const names = ["reasoning_content", "reasoning", "thinking"];
  add("reasoning", names.map((name) => textOf(delta[name])).find((text) => text !== "") ?? "");
  for (const part of array(delta.content)) {
    const { thinking, summary, type } = object(part) ?? {};
    const thought = thinking ?? (type === "reasoning" ? summary ?? object(part)?.text : undefined);
    if (thought !== undefined) add("reasoning", textOf(thought));
    else add("content", textOf([part]));
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
    typeof part === "string"
      ? part
      : string(object(part)?.text) ?? string(object(part)?.summary) ?? ""
  )
    .join("");
}
