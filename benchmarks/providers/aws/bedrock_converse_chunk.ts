/** One event of a ConverseStream, or a whole plain answer of Converse, as deltas. */
import { type FrameReader, jsonPayload, protocolError } from "../read/event_stream_body.ts";
import { finishDeltas } from "../read/finish.ts";
import { errorInside, refusalInside } from "../read/inside.ts";
import { array, isObject, type JsonObject, number, object, string } from "../read/json.ts";
import type { Reported } from "../about.ts";
import type { Delta, FinishReason, Usage } from "../delta.ts";
import type { Json } from "../provider.ts";
import { reportedByHead } from "../read/served.ts";
import { unread } from "../read/unread.ts";

export const converseReasons: Record<string, FinishReason> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  content_filtered: "content_filter",
  guardrail_intervened: "content_filter",
  malformed_model_output: "error",
  malformed_tool_use: "error",
};

/** What events or the head may tell. */
export const converseReported: Reported = {
  reasoning_s: "delta.reasoningContent.text",
  tool_call_s: "delta.toolUse.input",
  input_tokens_reported:
    "usage.inputTokens, cacheReadInputTokens and cacheWriteInputTokens together",
  output_tokens_reported: "usage.outputTokens",
  reasoning_tokens_reported: { not: "They are inside outputTokens, not counted apart." },
  cached_tokens_reported: "usage.cacheReadInputTokens",
  cache_write_tokens_reported: "usage.cacheWriteInputTokens",
  finish_reason: "messageStop.stopReason",
  request_id: reportedByHead.request_id,
  served_model: { not: "The stream does not say which model served." },
  system_fingerprint: { not: "The protocol has none." },
  service_tier_echoed: "serviceTier.type, else performanceConfig.latency",
  server_timings: `metrics.latencyMs of the metadata; ${reportedByHead.server_timings}`,
  rate_limits: reportedByHead.rate_limits,
};

/** Reads the events of one stream. */
export const answerReader = (): FrameReader => ({
  event(name, payload) {
    const json = jsonPayload(payload);
    return Array.isArray(json) ? json : converseEvent(name, json);
  },
  whole: (answer) =>
    isObject(answer)
      ? [{ kind: "unstreamed" }, ...wholeAnswer(answer)]
      : [protocolError("The body is JSON, but not an object")],
});

/** Deltas of an event by its name. */
export function converseEvent(name: string, json: JsonObject): Delta[] {
  switch (name) {
    case "messageStart":
      return [{ kind: "role" }];
    case "contentBlockStart":
      // A call's name is no token, but says that an answer without arguments is not empty.
      return object(object(json.start)?.toolUse) ? [{ kind: "tool_call", text: "" }] : [];
    case "contentBlockDelta":
      return block(object(json.delta) ?? {});
    case "messageStop":
      return finish(json.stopReason);
    case "metadata": // the last event: usage and timings
      return [...metadata(json), { kind: "done" }];
    case "contentBlockStop":
      return errorInside(json);
    default: {
      const errors = errorInside(json);
      return errors.length ? errors : [unread(json, name)];
    }
  }
}

/** A piece of a block in a stream; a signature or redacted reasoning carries no text. */
function block(delta: JsonObject): Delta[] {
  const input = object(delta.toolUse)?.input;
  return [
    ...text("content", delta.text),
    ...text("reasoning", object(delta.reasoningContent)?.text),
    ...(typeof input === "string" ? [{ kind: "tool_call" as const, text: input }] : []),
  ];
}

/** Deltas of a plain answer. */
export function wholeAnswer(answer: JsonObject): Delta[] {
  const message = object(object(answer.output)?.message);
  const blocks = array(message?.content).flatMap((value): Delta[] => {
    const item = object(value) ?? {};
    const call = object(item.toolUse);
    const reasoning = object(object(item.reasoningContent)?.reasoningText);
    return [
      ...text("reasoning", reasoning?.text),
      ...text("content", item.text),
      ...(call ? [{ kind: "tool_call" as const, text: JSON.stringify(call.input ?? {}) }] : []),
    ];
  });
  const errors = message ? errorInside(answer) : refusalInside(answer);
  return [...blocks, ...errors, ...finish(answer.stopReason), ...metadata(answer)];
}

const text = (kind: "content" | "reasoning", value: Json | undefined): Delta[] => {
  const found = string(value);
  return found === undefined ? [] : [{ kind, text: found }];
};

const finish = (value: Json | undefined): Delta[] => finishDeltas(value, converseReasons);

function metadata(json: JsonObject): Delta[] {
  const counts = object(json.usage);
  const metrics = object(json.metrics);
  const tier = string(object(json.serviceTier)?.type) ??
    string(object(json.performanceConfig)?.latency);
  const served: Delta = {
    kind: "served",
    ...(metrics ? { timings: metrics } : {}),
    ...(tier === undefined ? {} : { tier }),
  };
  return [
    ...(counts ? [{ kind: "usage" as const, usage: usage(counts) }] : []),
    ...(metrics || tier !== undefined ? [served] : []),
  ];
}

function usage(counts: JsonObject): Usage {
  const [uncached, cached, cacheWrite] = [
    counts.inputTokens,
    counts.cacheReadInputTokens,
    counts.cacheWriteInputTokens,
  ].map(number);
  // Bedrock counts a cache's tokens beside the others; in every row they are among them.
  const input = uncached === undefined ? undefined : uncached + (cached ?? 0) + (cacheWrite ?? 0);
  const of = { input, output: number(counts.outputTokens), cached, cacheWrite };
  return Object.fromEntries(Object.entries(of).filter(([, count]) => count !== undefined));
}
