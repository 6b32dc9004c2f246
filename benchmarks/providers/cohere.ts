/** Cohere's chat, version 2: `POST {base}/v2/chat`, named server-sent events, `message-end` at the end. */
import type { Ask, Delta, FinishReason, Json, Provider, Usage } from "./provider.ts";
import { defined, urlOf, withoutNulls } from "./body.ts";
import { jsonFailure } from "./failure.ts";
import { array, isObject, type JsonObject, number, object, string } from "./json.ts";
import { eventsDecoder, failed, jsonData, streamError, type StreamReader } from "./json_stream.ts";

const reasons: Record<string, FinishReason> = {
  COMPLETE: "stop",
  STOP_SEQUENCE: "stop",
  MAX_TOKENS: "length",
  TOOL_CALL: "tool_calls",
  ERROR: "error",
  TIMEOUT: "error",
  ERROR_TOXIC: "content_filter",
};

export const cohere: Provider = {
  name: "cohere",
  auth: "bearer",
  about: {
    title: "Cohere chat, version 2",
    base: "https://api.cohere.com",
    basePath: "",
    baseNames: ["CO_API_URL"],
    keyNames: ["CO_API_KEY"],
    evidence: "read",
    gives: [
      "Content, thinking and tool-call arguments as they come; the plan that goes before tool calls counts as reasoning.",
      "Usage from `usage.tokens`, what the model worked on, with cached tokens.",
      "`billed_units`, which are fewer, as they stand in server_timings.",
    ],
    lacks: [
      "Thinking tokens are counted as part of the answer, not by themselves.",
      "The stream does not say which model answered, nor any timing of the server.",
    ],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return {
      method: "POST",
      url: urlOf(ask.baseUrl, "/v2/chat"),
      headers: [["content-type", "application/json"], ["accept", "text/event-stream"]],
      body: JSON.stringify(body(ask)),
    };
  },

  decoder: (_step, head) => eventsDecoder(head, reader()),
  failure: jsonFailure,
};

const body = (ask: Ask): JsonObject =>
  withoutNulls({
    model: ask.model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: ask.maxOutputTokens,
    stream: true,
    ...ask.params,
  });

function reader(): StreamReader {
  return {
    event: jsonData((event, name) => {
      const delta = object(event.delta) ?? {};
      const message = object(delta.message) ?? {};
      switch (string(event.type) ?? name) {
        case "message-start":
          return [...named(event), ...said(message)];
        case "content-start":
        case "content-delta":
        case "tool-plan-delta":
        case "tool-call-start":
        case "tool-call-delta":
          return said(message);
        case "message-end":
          return [...ended(delta), { kind: "done" }];
        default: // citations, ends of parts, debugging; an error has no type of its own
          return event.error !== undefined ||
              event.type === undefined && event.message !== undefined
            ? [streamError(event)]
            : [];
      }
    }, (data) => data.trim() === "[DONE]" ? [{ kind: "done" }] : null),
    whole: (answer) => [...named(answer), ...said(object(answer.message) ?? {}), ...ended(answer)],
  };
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
  if (raw) deltas.push({ kind: "finish", reason: reasons[raw] ?? "other", raw });
  const usage = object(end.usage);
  const tokens = object(usage?.tokens);
  const counts: Usage = {
    ...defined("input", number(tokens?.input_tokens)),
    ...defined("output", number(tokens?.output_tokens)),
    ...defined("cached", number(usage?.cached_tokens)),
  };
  if (Object.keys(counts).length) deltas.push({ kind: "usage", usage: counts });
  const billed_units = object(usage?.billed_units);
  if (billed_units) deltas.push({ kind: "served", timings: { billed_units } });
  if (raw === "ERROR" || raw === "TIMEOUT") {
    deltas.push(failed("stream_error", string(end.error) ?? `The answer ended with ${raw}`, raw));
  }
  return deltas;
}
