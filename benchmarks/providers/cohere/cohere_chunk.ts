/** Events of Cohere's chat, and its whole answers. */
import type { Reported } from "../about.ts";
import type { Delta, FinishReason, Usage } from "../delta.ts";
import type { Json } from "../provider.ts";
import { finishDeltas } from "../read/finish.ts";
import { errorInside, refusalInside, streamError } from "../read/inside.ts";
import {
  array,
  bounded,
  defined,
  isObject,
  type JsonObject,
  number,
  object,
  string,
} from "../read/json.ts";
import { jsonData } from "../read/json_stream.ts";
import { reportedByHead } from "../read/served.ts";
import type { SseReader } from "../read/sse_body.ts";
import { unread } from "../read/unread.ts";

export const cohereReasons: Record<string, FinishReason> = {
  COMPLETE: "stop",
  STOP_SEQUENCE: "stop",
  MAX_TOKENS: "length",
  TOOL_CALL: "tool_calls",
  ERROR: "error",
  TIMEOUT: "error",
  ERROR_TOXIC: "content_filter",
  ERROR_LIMIT: "error",
  USER_CANCEL: "error",
};

export const cohereReported: Reported = {
  reasoning_s: "thinking of content-delta, and tool_plan",
  tool_call_s: "tool-call-start and tool-call-delta",
  input_tokens_reported: "usage.tokens.input_tokens",
  output_tokens_reported: "usage.tokens.output_tokens",
  reasoning_tokens_reported: { not: "They are inside the output tokens, not counted apart." },
  cached_tokens_reported: "usage.cached_tokens",
  cache_write_tokens_reported: {
    not: "The protocol does not count what is written to a cache.",
  },
  finish_reason: "finish_reason of message-end",
  request_id: `${reportedByHead.request_id}; else the id of message-start`,
  served_model: { not: "The stream does not say which model answered." },
  system_fingerprint: { not: "The protocol has none." },
  service_tier_echoed: { not: "The protocol has none." },
  server_timings: "usage.billed_units, which are no times: the stream has none",
  rate_limits: reportedByHead.rate_limits,
};

/** Reads the events of one stream. */
export const cohereReader = (): SseReader => ({
  event: ({ event: name, data }) =>
    jsonData(
      (event) => read(event, string(event.type) ?? name),
      (text) => text.trim() === "[DONE]" ? [{ kind: "done" }] : null,
    )(data),
  whole: (answer) => [
    { kind: "unstreamed" },
    ...named(answer),
    ...said(object(answer.message) ?? {}),
    ...ended(answer),
    ...("message" in answer && isObject(answer.message)
      ? errorInside(answer)
      : refusalInside(answer)),
  ],
});

function read(event: JsonObject, name: string | null): Delta[] {
  const delta = object(event.delta) ?? {};
  switch (name) {
    case "message-start":
      return [...named(event), ...said(object(delta.message) ?? {})];
    case "content-start":
    case "content-delta":
    case "tool-plan-delta":
    case "tool-call-start":
    case "tool-call-delta":
      return said(object(delta.message) ?? {});
    case "message-end":
      return [...ended(delta), { kind: "done" }];
    case "error":
      return [streamError(event)];
    default:
      return other(event, name);
  }
}

/** Citations, ends of parts and debugging say nothing that a row has; an error has no type of its own. */
function other(event: JsonObject, name: string | null): Delta[] {
  const errors = name === null ? refusalInside(event) : errorInside(event);
  if (errors.length) return errors;
  return name !== null && /^(citation|content|tool|debug)/.test(name) ? [] : [unread(event, name)];
}

function named(event: JsonObject): Delta[] {
  const requestId = string(event.id);
  return requestId === undefined ? [] : [{ kind: "served", requestId }];
}

/** What a message, or a piece of one, says. Parts stand alone in a stream, in an array in a whole message. */
function said(message: JsonObject): Delta[] {
  const deltas: Delta[] = [];
  const parts = (value: Json | undefined) => isObject(value) ? [value] : array(value);
  if (string(message.role)) deltas.push({ kind: "role" });
  const plan = string(message.tool_plan);
  if (plan) deltas.push({ kind: "reasoning", text: plan });
  for (const part of parts(message.content)) {
    const thinking = string(object(part)?.thinking);
    const text = string(object(part)?.text);
    if (thinking) deltas.push({ kind: "reasoning", text: thinking });
    if (text) deltas.push({ kind: "content", text });
  }
  for (const call of parts(message.tool_calls)) {
    const made = object(object(call)?.function);
    const text = typeof made?.arguments === "string" ? made.arguments : "";
    if (text || string(made?.name)) deltas.push({ kind: "tool_call", text });
  }
  return deltas;
}

/** Why it ended and what it was: `tokens` is what the model worked on, `billed_units` what is paid. */
function ended(end: JsonObject): Delta[] {
  const deltas: Delta[] = [];
  const raw = string(end.finish_reason);
  deltas.push(...finishDeltas(raw, cohereReasons));
  const usage = object(end.usage);
  const tokens = object(usage?.tokens);
  const counts: Usage = {
    ...defined("input", number(tokens?.input_tokens)),
    ...defined("output", number(tokens?.output_tokens)),
    ...defined("cached", number(usage?.cached_tokens)),
  };
  // No request has no tokens: zeros are those of a server that did not count.
  const counted = counts.input !== 0 || counts.output !== 0;
  if (Object.keys(counts).length && counted) deltas.push({ kind: "usage", usage: counts });
  const billed_units = object(usage?.billed_units);
  if (billed_units) deltas.push({ kind: "served", timings: { billed_units } });
  if (raw === "ERROR" || raw === "TIMEOUT") {
    const message = bounded(string(end.error) ?? `The answer ended with ${raw}`);
    deltas.push({ kind: "error", class: "stream_error", code: raw, message });
  }
  return deltas;
}
