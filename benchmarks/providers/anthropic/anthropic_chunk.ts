/** One event of a Messages stream, or a whole plain message, as deltas. */
import { finishDeltas } from "../read/finish.ts";
import { errorInside, refusalInside, streamError } from "../read/inside.ts";
import {
  array,
  isObject,
  type JsonObject,
  number,
  object,
  parseJson,
  string,
} from "../read/json.ts";
import type { Reported } from "../about.ts";
import type { Delta, FinishReason, Usage } from "../delta.ts";
import type { Json } from "../provider.ts";
import { reportedByHead } from "../read/served.ts";
import { notAnObject, type SseReader } from "../read/sse_body.ts";
import { unread } from "../read/unread.ts";

export const anthropicReasons: Record<string, FinishReason> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  pause_turn: "other", // the turn goes on: of tools of the server's own
  tool_use: "tool_calls",
  refusal: "content_filter",
};

/** What events or the head may tell. */
export const anthropicReported: Reported = {
  reasoning_s: "thinking_delta",
  tool_call_s: "input_json_delta",
  input_tokens_reported:
    "usage.input_tokens, cache_read_input_tokens and cache_creation_input_tokens together",
  output_tokens_reported: "usage.output_tokens of message_delta",
  reasoning_tokens_reported: "usage.output_tokens_details.thinking_tokens",
  cached_tokens_reported: "usage.cache_read_input_tokens",
  cache_write_tokens_reported: "usage.cache_creation_input_tokens",
  finish_reason: "stop_reason of message_delta",
  request_id: `${reportedByHead.request_id}; else message.id`,
  served_model: "message.model",
  system_fingerprint: { not: "The protocol has none." },
  service_tier_echoed: "message.usage.service_tier",
  server_timings: `nothing of the stream; ${reportedByHead.server_timings}`,
  rate_limits: reportedByHead.rate_limits,
};

/**
 * Reads the events of one stream. It remembers the counts so far, since every kind of count may change on the way or
 * be left out where it did not, and tool inputs that came whole.
 */
export function anthropicReader(): SseReader {
  let counts: JsonObject = {};
  const inputs = new Map<Json | undefined, string>();

  /** Later counts replace earlier ones, kind by kind; null says nothing, and a zero after a count no more. */
  const usage = (found: JsonObject | undefined): Delta[] => {
    if (!found) return [];
    for (const [kind, count] of Object.entries(found)) {
      if (count !== null && (count !== 0 || !counts[kind])) counts[kind] = count;
    }
    const usage = usageOf(counts);
    return Object.keys(usage).length ? [{ kind: "usage", usage }] : [];
  };

  const read = (event: JsonObject): Delta[] => {
    switch (event.type) {
      case "message_start": {
        const message = object(event.message) ?? {};
        counts = {};
        // Its output count is a placeholder: of a stream that breaks off it would pass for the answer's.
        const { output_tokens: _, ...start } = object(message.usage) ?? {};
        return [...served(message), { kind: "role" }, ...usage(start)];
      }
      case "content_block_start": {
        const block = object(event.content_block) ?? {};
        if (!isCall(block)) return textOf(block);
        const input = inputOf(block);
        if (input) inputs.set(event.index, input);
        // A call's name is no token, but says that an answer without arguments is not empty.
        return [{ kind: "tool_call", text: "" }];
      }
      case "content_block_delta": {
        const delta = object(event.delta) ?? {};
        if (delta.type !== "input_json_delta") return textOf(delta);
        const text = string(delta.partial_json);
        if (text) inputs.delete(event.index); // the pieces replace what the block began with
        return text ? [{ kind: "tool_call", text }] : [];
      }
      case "content_block_stop": {
        const text = inputs.get(event.index);
        inputs.delete(event.index);
        return text ? [{ kind: "tool_call", text }] : [];
      }
      case "message_delta":
        return [
          ...errorInside(object(event.delta) ?? {}),
          ...finish(object(event.delta)),
          ...usage(object(event.usage)),
        ];
      case "message_stop":
        return [{ kind: "done" }];
      case "message": // the whole answer
        return [
          ...served(event),
          { kind: "role" },
          ...array(event.content).flatMap((part) => {
            const block = object(part) ?? {};
            return isCall(block)
              ? [{ kind: "tool_call" as const, text: inputOf(block) }]
              : textOf(block);
          }),
          ...errorInside(event),
          ...finish(event),
          ...usage(object(event.usage)),
        ];
      default:
        return other(event);
    }
  };

  return {
    event({ data, event }) {
      if (data.trim() === "[DONE]") return []; // of gateways that add it to every stream
      const found = parseJson(data);
      if (!isObject(found)) return [notAnObject(data)];
      // Its data names the event too; a server that leaves that out has still named it.
      return read(found.type === undefined && event ? { ...found, type: event } : found);
    },
    whole: (answer) => [{ kind: "unstreamed" }, ...read(answer)],
    repeats: true,
  };
}

/** Text that a block begins with, holds whole, or is given by a delta; signatures and citations are none. */
function textOf(part: JsonObject): Delta[] {
  const content = string(part.text);
  if (content) return [{ kind: "content", text: content }];
  const reasoning = string(part.thinking);
  return reasoning ? [{ kind: "reasoning", text: reasoning }] : [];
}

const isCall = (block: JsonObject) => string(block.type)?.endsWith("tool_use") ?? false;

/** A call's input as JSON, empty where it has none. */
const inputOf = (block: JsonObject): string => {
  const input = object(block.input);
  return input && Object.keys(input).length ? JSON.stringify(input) : "";
};

function served(message: JsonObject): Delta[] {
  const parts = Object.entries({
    model: string(message.model),
    tier: string(object(message.usage)?.service_tier),
    // An id of the body is weaker than a header's: to_record takes the first.
    requestId: string(message.id),
  }).filter(([, value]) => value !== undefined);
  return parts.length ? [{ kind: "served", ...Object.fromEntries(parts) }] : [];
}

function finish(part: JsonObject | undefined): Delta[] {
  const says = string(object(part?.stop_details)?.explanation);
  return finishDeltas(part?.stop_reason, anthropicReasons, says);
}

/** Events that are no part of the answer: errors, pings, and what the protocol does not have. */
function other(event: JsonObject): Delta[] {
  if (event.type === "error") return [streamError(event)];
  const errors = event.type === undefined ? refusalInside(event) : errorInside(event);
  if (errors.length || event.type === "ping") return errors;
  return [unread(event)];
}

function usageOf(counts: JsonObject): Usage {
  const [uncached, cached, written] = [
    counts.input_tokens,
    counts.cache_read_input_tokens,
    counts.cache_creation_input_tokens,
  ].map(number);
  const input = uncached === undefined ? undefined : uncached + (cached ?? 0) + (written ?? 0);
  const known: Partial<Record<keyof Usage, number | undefined>> = {
    input: input || undefined, // no request has no tokens: gateways write 0 where they do not know
    output: number(counts.output_tokens),
    reasoning: number(object(counts.output_tokens_details)?.thinking_tokens),
    cached,
    cacheWrite: written,
  };
  return Object.fromEntries(Object.entries(known).filter(([, count]) => count !== undefined));
}
