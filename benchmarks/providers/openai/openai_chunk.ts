/** One event of a chat completion stream, or a whole plain completion, as deltas. */
import { addAll } from "../read/add_all.ts";
import type { Reported } from "../about.ts";
import type { Delta } from "../delta.ts";
import type { Json } from "../provider.ts";
import { anyReasons, finishDeltas, reasonOf } from "../read/finish.ts";
import { errorInside, refusalInside, streamError } from "../read/inside.ts";
import {
  array,
  bounded,
  defined,
  isObject,
  type JsonObject,
  object,
  parseJson,
  string,
} from "../read/json.ts";
import { messageReader } from "./openai_message_chunk.ts";
import { timesIn, usageIn } from "./openai_usage.ts";
import { reportedByHead } from "../read/served.ts";
import type { SseReader } from "../read/sse_body.ts";
import { unread } from "../read/unread.ts";

/** Letters of either case. */
export const chatReasons = anyReasons;

/** What a chunk or the head may tell. */
export const chatReported: Reported = {
  ...reportedByHead,
  reasoning_s: "delta.reasoning_content, delta.reasoning, delta.thinking, " +
    "delta.reasoning_details, or parts of the content that are thinking or reasoning",
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
  finish_reason:
    "choices[].finish_reason, or choices[].native_finish_reason where that tells of a failure",
  request_id: `${reportedByHead.request_id}; else the chunk's id`,
  served_model: "model",
  system_fingerprint: "system_fingerprint",
  service_tier_echoed: "service_tier",
  server_timings:
    `timings, time_info, perf_metrics, x_groq.usage, or usage where it has times; ${reportedByHead.server_timings}`,
};

/** Reads the events of one stream; it remembers what it has said about who served, and whether anything was said. */
export function chunkReader() {
  let reported = "";
  let said = false;
  const message = messageReader();

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
    if (key === reported || key === "{}") return [];
    reported = key;
    return [{ kind: "served", ...parts }];
  };

  const choice = (value: Json): Delta[] => {
    const item = object(value);
    if (!item) return [];
    // The whole message at the end of a stream repeats what its deltas said (Perplexity).
    const whole = object(item.message);
    const deltas = message(object(item.delta) ?? (said ? undefined : whole) ?? {});
    // Legacy completions have the text here; a server that also sends it in the delta tells it twice (Together).
    const twice = deltas.some((d) => d.kind === "content");
    if (!twice && string(item.text)) deltas.push({ kind: "content", text: item.text as string });
    said ||= deltas.some((d) => d.kind !== "role");
    const errors = [item, object(item.delta), whole].flatMap((part) =>
      part ? errorInside(part) : []
    );
    return [...deltas, ...errors, ...finish(item)];
  };

  /** `named` is the event's own name. */
  const object_ = (chunk: JsonObject, named: string | null = null): Delta[] => {
    const deltas = served(chunk);
    addAll(deltas, array(chunk.choices).flatMap(choice));
    const usage = usageIn(chunk);
    if (usage) deltas.push({ kind: "usage", usage });
    const groq = object(chunk.x_groq);
    const errors = [chunk, groq].flatMap((part) => part ? errorInside(part) : []);
    // An object of no completion that gives a reason: gateways answer so inside a success.
    const bare = array(chunk.choices).length === 0 && !usage;
    if (!errors.length && named === "error") errors.push(streamError(chunk));
    else if (!errors.length && bare) errors.push(...refusalInside(chunk));
    deltas.push(...errors);
    return deltas.length || "choices" in chunk ? deltas : [unread(chunk, named)];
  };

  return {
    /** The data of one event. */
    event(data: string, name: string | null = null): Delta[] {
      if (data.trim() === "[DONE]") return [{ kind: "done" }];
      const chunk = parseJson(data);
      if (isObject(chunk)) return object_(chunk, name);
      if (name === "error") return [streamError({ error: data })];
      const message = `An event's data is not a JSON object: ${bounded(data)}`;
      return [{ kind: "error", class: "protocol", code: null, message }];
    },
    /** A plain completion that came although a stream was asked for. */
    whole(answer: JsonObject): Delta[] {
      const deltas = object_(answer).filter((d) => d.kind !== "unread");
      if (answer.choices === undefined && !deltas.some((d) => d.kind === "error")) {
        const message = `The body is no completion: ${bounded(JSON.stringify(answer))}`;
        deltas.push({ kind: "error", class: "protocol", code: null, message });
      }
      return [{ kind: "unstreamed" }, ...deltas];
    },
  };
}

/** The same of server-sent events. */
export function chatReader(): SseReader {
  const { event, whole } = chunkReader();
  return { event: (found) => event(found.data, found.event), whole, repeats: true };
}

/** OpenRouter writes its own word beside that of the model's provider, which may tell of a failure that it hides. */
function finish(choice: JsonObject): Delta[] {
  const own = string(choice.native_finish_reason);
  const broken = own !== undefined && /^(error|content_filter)$/.test(reasonOf(own));
  return finishDeltas(broken ? own : choice.finish_reason);
}
