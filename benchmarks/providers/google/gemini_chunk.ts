/** One chunk of a Gemini stream, which is a whole answer too, as deltas; and what Google's refusals say. */
import type { Exchange } from "../recording.ts";
import { jsonFailure } from "../read/failure.ts";
import { finishDeltas } from "../read/finish.ts";
import { errorInside, refusalInside } from "../read/inside.ts";
import {
  array,
  isObject,
  type JsonObject,
  number,
  object,
  parseJson,
  string,
  word,
} from "../read/json.ts";
import type { Reported } from "../about.ts";
import type { Delta, ErrorInfo, FinishReason, Usage } from "../delta.ts";
import type { Json } from "../provider.ts";
import { reportedByHead } from "../read/served.ts";
import { notAnObject, type SseReader } from "../read/sse_body.ts";
import { unread } from "../read/unread.ts";

export const geminiReasons: Record<string, FinishReason> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content_filter",
  RECITATION: "content_filter",
  BLOCKLIST: "content_filter",
  PROHIBITED_CONTENT: "content_filter",
  SPII: "content_filter",
  MODEL_ARMOR: "content_filter",
  IMAGE_SAFETY: "content_filter",
  IMAGE_PROHIBITED_CONTENT: "content_filter",
  IMAGE_RECITATION: "content_filter",
  FUNCTION_CALL: "tool_calls", // of servers that speak the protocol; Google's say STOP
  LANGUAGE: "error", // one that the model does not speak
  OTHER: "error",
  IMAGE_OTHER: "error",
  NO_IMAGE: "error",
  MISSING_THOUGHT_SIGNATURE: "error",
  MALFORMED_FUNCTION_CALL: "error",
  MALFORMED_RESPONSE: "error",
  UNEXPECTED_TOOL_CALL: "error",
  TOO_MANY_TOOL_CALLS: "error",
};

/** What chunks or the head may tell. */
export const geminiReported: Reported = {
  reasoning_s: "parts with thought: true",
  tool_call_s: "functionCall.args and executableCode.code of parts",
  input_tokens_reported: "usageMetadata.promptTokenCount",
  output_tokens_reported: "usageMetadata.candidatesTokenCount and thoughtsTokenCount together",
  reasoning_tokens_reported: "usageMetadata.thoughtsTokenCount",
  cached_tokens_reported: "usageMetadata.cachedContentTokenCount",
  cache_write_tokens_reported: { not: "The protocol does not count what is written to a cache." },
  finish_reason: "candidates[].finishReason, or promptFeedback.blockReason",
  request_id: `${reportedByHead.request_id}; else responseId`,
  served_model: "modelVersion",
  system_fingerprint: { not: "The protocol has none." },
  service_tier_echoed: "usageMetadata.trafficType, else x-gemini-service-tier of the head",
  server_timings: `nothing of the stream; ${reportedByHead.server_timings}`,
  rate_limits: reportedByHead.rate_limits,
};

/**
 * Reads the chunks of one stream. It remembers what it has said, and whether a function was called. `headers` are the
 * answer's: the Gemini API names the service tier there, Vertex AI in the body.
 */
export function geminiReader(headers: [string, string][] = []): SseReader {
  const tier = headers.find(([name]) => name.toLowerCase() === "x-gemini-service-tier")?.[1];
  let reported = "";
  let roleReported = false;
  let called = false;

  const served = (chunk: JsonObject): Delta[] => {
    const parts = Object.entries({
      model: string(chunk.modelVersion),
      tier: string(object(chunk.usageMetadata)?.trafficType) ?? tier,
      requestId: string(chunk.responseId),
    }).filter(([, value]) => value !== undefined);
    const key = JSON.stringify(parts);
    if (!parts.length || key === reported) return [];
    reported = key;
    return [{ kind: "served", ...Object.fromEntries(parts) }];
  };

  const finish = (raw: string | undefined, says?: string): Delta[] =>
    called && raw === "STOP"
      ? [{ kind: "finish", reason: "tool_calls", raw }]
      : finishDeltas(raw, geminiReasons, says);

  const candidate = (value: Json): Delta[] => {
    const found = object(value) ?? {};
    const content = object(found.content);
    const deltas = array(content?.parts).flatMap((part) => partOf(object(part) ?? {}));
    called ||= deltas.some((d) => d.kind === "tool_call");
    if (string(content?.role) && !roleReported) {
      roleReported = true;
      deltas.unshift({ kind: "role" });
    }
    return [
      ...deltas,
      ...errorInside(found),
      ...finish(string(found.finishReason), string(found.finishMessage)),
    ];
  };

  const read = (chunk: JsonObject): Delta[] => {
    const feedback = object(chunk.promptFeedback);
    const blocked = string(feedback?.blockReason);
    const says = string(feedback?.blockReasonMessage);
    const usage = object(chunk.usageMetadata);
    const known = usage ?? feedback ?? chunk.candidates;
    const errors = known ? errorInside(chunk) : refusalInside(chunk);
    const deltas: Delta[] = [
      ...served(chunk),
      ...array(chunk.candidates).flatMap(candidate),
      // A prompt that is refused has no candidate.
      ...(blocked
        ? [
          {
            kind: "finish",
            reason: "content_filter",
            raw: blocked,
            ...(says ? { says } : {}),
          } satisfies Delta,
        ]
        : []),
      ...(usage ? [{ kind: "usage", usage: usageOf(usage) } satisfies Delta] : []),
      ...errors,
    ];
    return known || deltas.length ? deltas : [unread(chunk)];
  };

  return {
    event({ data }) {
      if (data.trim() === "[DONE]") return []; // of gateways that add it to every stream
      const found = parseJson(data);
      // Errors have been seen as an array of one.
      const chunks = Array.isArray(found) ? found : [found];
      return chunks.flatMap((chunk) => isObject(chunk) ? read(chunk) : notAnObject(data));
    },
    whole: (answer) => [{ kind: "unstreamed" }, ...read(answer)],
  };
}

function partOf(part: JsonObject): Delta[] {
  const call = object(part.functionCall);
  if (call) return [{ kind: "tool_call", text: argumentsOf(call) }];
  const code = string(object(part.executableCode)?.code);
  if (code) return [{ kind: "tool_call", text: code }];
  const text = string(part.text);
  return text ? [{ kind: part.thought === true ? "reasoning" : "content", text }] : [];
}

/** A call's arguments as JSON; where they come in pieces, the values of this one. */
function argumentsOf(call: JsonObject): string {
  const whole = object(call.args);
  if (whole && Object.keys(whole).length) return JSON.stringify(whole);
  return array(call.partialArgs).map((piece) => {
    const { stringValue, numberValue, boolValue } = object(piece) ?? {};
    return string(stringValue) ?? word(numberValue) ??
      (typeof boolValue === "boolean" ? String(boolValue) : "");
  }).join("");
}

/** Thoughts are counted outside the candidates; a count of none is left out. */
function usageOf(usage: JsonObject): Usage {
  const [candidates, thoughts] = [usage.candidatesTokenCount, usage.thoughtsTokenCount].map(number);
  const known: Partial<Record<keyof Usage, number | undefined>> = {
    input: number(usage.promptTokenCount),
    output: candidates === undefined && thoughts === undefined
      ? undefined
      : (candidates ?? 0) + (thoughts ?? 0),
    reasoning: thoughts,
    cached: number(usage.cachedContentTokenCount),
  };
  return Object.fromEntries(Object.entries(known).filter(([, count]) => count !== undefined));
}

/** Reads a refusal of Google's: how long to wait stands in its details. */
export function googleFailure(exchange: Exchange): ErrorInfo {
  const info = jsonFailure(exchange);
  if (info.retryAfterS !== undefined) return info;
  const body = parseJson(new TextDecoder().decode(exchange.bytes.subarray(0, 65536)));
  const details = array(object(object(Array.isArray(body) ? body[0] : body)?.error)?.details);
  const delay = details.map((d) => /^(\d+(?:\.\d+)?)s$/.exec(string(object(d)?.retryDelay) ?? ""))
    .find((found) => found !== null);
  return delay ? { ...info, retryAfterS: Number(delay[1]) } : info;
}
