/** One event of a Responses stream, or a whole plain response, as deltas. */
import type { Reported } from "../about.ts";
import type { Delta, FinishReason, Usage } from "../delta.ts";
import type { Json } from "../provider.ts";
import { reasonOf } from "../read/finish.ts";
import { errorInside, refusalInside, saysNothing, streamError } from "../read/inside.ts";
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
} from "../read/json.ts";
import { reportedByHead } from "../read/served.ts";
import { protocolError, type SseReader } from "../read/sse_body.ts";
import { unread } from "../read/unread.ts";

/** Of a status, or of why it is incomplete. */
export const responsesReasons: Record<string, FinishReason> = {
  completed: "stop",
  max_output_tokens: "length",
  content_filter: "content_filter",
};

/** What events or the head may tell. */
export const responsesReported: Reported = {
  reasoning_s: "response.reasoning_text.delta, or the summary's",
  tool_call_s: "response.function_call_arguments.delta",
  input_tokens_reported: "usage.input_tokens of the last event",
  output_tokens_reported: "usage.output_tokens",
  reasoning_tokens_reported: "usage.output_tokens_details.reasoning_tokens",
  cached_tokens_reported: "usage.input_tokens_details.cached_tokens",
  cache_write_tokens_reported: "usage.input_tokens_details.cache_write_tokens",
  finish_reason: "incomplete_details.reason, else status",
  request_id: `${reportedByHead.request_id}; else response.id`,
  served_model: "response.model",
  system_fingerprint: { not: "The protocol has none." },
  service_tier_echoed: "response.service_tier of the last event",
  server_timings: `timings of the last event (llama.cpp); ${reportedByHead.server_timings}`,
  rate_limits: reportedByHead.rate_limits,
};

type Kind = "content" | "reasoning" | "tool_call";
type Text = Extract<Delta, { kind: Kind }>;

/** What an event of a name carries. Of reasoning, text and summary tell the same: the first that comes counts. */
const kinds: [RegExp, Kind][] = [
  [/^response\.(output_text|refusal)\./, "content"],
  [/^response\.reasoning/, "reasoning"],
  [/^response\.(function_call_arguments|custom_tool_call_input|mcp_call_arguments)\./, "tool_call"],
];

/** Reads one stream; `limit` is how many output tokens were allowed, null where any number. */
export function responsesReader(limit: number | null): SseReader {
  let reported = false; // who served
  let anyText = false;
  let itemText = false; // the item at hand had text: its end repeats it
  let called = false; // a tool was called
  let reasoningBy: string | null = null;

  const texts = (found: Text[]): Text[] => {
    if (found.some((d) => d.text !== "")) anyText = itemText = true;
    if (found.some((d) => d.kind === "tool_call")) called = true;
    return found;
  };

  /** A delta, or the whole text at a part's end where no delta came. */
  const piece = (type: string, event: JsonObject): Delta[] => {
    const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
    const [, of, what] = /^(.*)\.(delta|done)$/.exec(type) ?? [];
    if (!kind || !what) return [];
    if (kind === "reasoning" && (reasoningBy ??= of) !== of) return [];
    const text = what === "delta"
      ? event.delta
      : itemText
      ? undefined
      : event.text ?? event.refusal ?? event.arguments ?? event.input;
    return typeof text === "string" && text ? texts([{ kind, text }]) : [];
  };

  const ended = (type: string, response: JsonObject, timings: Json | undefined): Delta[] => {
    const deltas: Delta[] = anyText ? [] : texts(array(response.output).flatMap(textsOf));
    const usage = usageOf(object(response.usage));
    if (usage) deltas.push({ kind: "usage", usage });
    const status = string(response.status) ??
      type.replace(/^response\./, "").replace("done", "completed");
    const error = saysNothing(response.error) ? null : response.error;
    if (status === "failed" || error !== null) {
      return [...deltas, streamError({ error: error ?? "The response failed" })];
    }
    const why = string(object(response.incomplete_details)?.reason);
    const cut = limit !== null && usage?.output !== undefined && usage.output >= limit;
    const reason: FinishReason = status === "incomplete" || why
      ? reasonOf(why ?? status, responsesReasons)
      : status === "completed" && (cut || called)
      ? cut ? "length" : "tool_calls"
      : reasonOf(status, responsesReasons);
    const served = {
      ...defined("model", string(response.model)),
      ...defined("requestId", string(response.id)),
      ...defined("tier", string(response.service_tier)),
      ...defined("timings", object(timings)),
    };
    if (Object.keys(served).length) deltas.unshift({ kind: "served", ...served });
    return [...deltas, { kind: "finish", reason, raw: why ?? status }];
  };

  const read = (type: string, event: JsonObject): Delta[] => {
    const item = object(event.item);
    const response = object(event.response);
    switch (type) {
      case "response.created":
      case "response.in_progress": {
        const model = string(response?.model);
        if (reported || !model) return [];
        reported = true;
        return [{ kind: "served", model, ...defined("requestId", string(response?.id)) }];
      }
      case "response.output_item.added":
        itemText = false;
        reasoningBy = null;
        // A call's name is no token, but says that an answer without arguments is not empty.
        if (string(item?.name)) return texts([{ kind: "tool_call", text: "" }]);
        return string(item?.role) ? [{ kind: "role" }] : [];
      case "response.output_item.done":
        return itemText || !item ? [] : texts(textsOf(item).filter((d) => d.text !== ""));
      case "response.completed":
      case "response.incomplete":
      case "response.failed":
      case "response.done": // of servers that end as Realtime does, whatever became of it
        return [...ended(type, response ?? {}, event.timings), { kind: "done" }];
      case "error":
        return [streamError(event)];
      default:
        return type.startsWith("response.")
          ? [...errorInside(event), ...piece(type, event)]
          : other(type, event);
    }
  };

  return {
    event({ event: name, data }) {
      if (data.trim() === "[DONE]") return [{ kind: "done" }];
      const event = parseJson(data);
      if (isObject(event)) return read(string(event.type) ?? name ?? "", event);
      return [protocolError(`An event's data is not a JSON object: ${bounded(data)}`)];
    },
    whole: (answer) => [
      { kind: "unstreamed" },
      ...answer.output === undefined
        ? [streamError(answer)]
        : ended("response.completed", answer, answer.timings),
    ],
  };
}

/** The texts of one item of an output. */
function textsOf(value: Json): Text[] {
  const item = object(value);
  if (!item) return [];
  const call = item.arguments ?? item.input;
  if (typeof call === "string") return [{ kind: "tool_call", text: call }];
  const kind = item.type === "reasoning" ? "reasoning" : "content";
  const parts = array(item.content).length ? array(item.content) : array(item.summary);
  return parts.flatMap((part) => {
    const text = string(object(part)?.text) ?? string(object(part)?.refusal);
    return text ? [{ kind, text } as Text] : [];
  });
}

/** An event of no response: an error, or of another protocol. */
function other(type: string, event: JsonObject): Delta[] {
  const errors = refusalInside(event);
  return errors.length || type === "keepalive" ? errors : [unread(event, type || null)];
}

/** No request has no tokens: zeros are what some servers send before they know. */
function usageOf(usage: JsonObject | undefined): Usage | null {
  if (!usage || (usage.input_tokens === 0 && usage.output_tokens === 0)) return null;
  const input = object(usage.input_tokens_details);
  const output = object(usage.output_tokens_details);
  return {
    ...defined("input", number(usage.input_tokens)),
    ...defined("output", number(usage.output_tokens)),
    ...defined("reasoning", number(output?.reasoning_tokens)),
    ...defined("cached", number(input?.cached_tokens)),
    ...defined("cacheWrite", number(input?.cache_write_tokens)),
  };
}
