/** One chunk of InvokeModelWithResponseStream, or a whole plain answer, as deltas: the shape says whose body it is. */
import { anthropicReader, anthropicReasons } from "../anthropic/anthropic_chunk.ts";
import { converseEvent, converseReasons, wholeAnswer } from "./bedrock_converse_chunk.ts";
import { finishDeltas } from "../read/finish.ts";
import { refusalInside } from "../read/inside.ts";
import { type FrameReader, jsonPayload, protocolError } from "../read/event_stream_body.ts";
import {
  array,
  bounded,
  isObject,
  type JsonObject,
  number,
  object,
  parseJson,
  string,
} from "../read/json.ts";
import { chatReasons, chunkReader } from "../openai/openai_chunk.ts";
import type { Reported } from "../about.ts";
import type { Delta, FinishReason, Usage } from "../delta.ts";
import type { Json } from "../provider.ts";
import { reportedByHead } from "../read/served.ts";
import { unread } from "../read/unread.ts";

/** Words of Llama, Titan and Mistral. */
const reasons: Record<string, FinishReason> = {
  stop: "stop",
  FINISH: "stop",
  FINISHED: "stop",
  STOP_CRITERIA_MET: "stop",
  length: "length",
  LENGTH: "length",
  CONTENT_FILTERED: "content_filter",
  tool_calls: "tool_calls",
};

/** The words of every body; none has two meanings. */
export const invokeReasons: Record<string, FinishReason> = {
  ...converseReasons,
  ...anthropicReasons,
  ...chatReasons,
  ...reasons,
};

const byBody = "by the model's own body: ";
/** What chunks or the head may tell. */
export const invokeReported: Reported = {
  reasoning_s: `${byBody}thinking_delta, reasoningContent or reasoning_content`,
  tool_call_s: `${byBody}tool_use, toolUse or tool_calls`,
  input_tokens_reported: "inputTokenCount of amazon-bedrock-invocationMetrics, with the cache's",
  output_tokens_reported: "outputTokenCount of amazon-bedrock-invocationMetrics",
  reasoning_tokens_reported:
    `${byBody}output_tokens_details.thinking_tokens or completion_tokens_details.reasoning_tokens`,
  cached_tokens_reported: "cacheReadInputTokenCount of amazon-bedrock-invocationMetrics",
  cache_write_tokens_reported: "cacheWriteInputTokenCount of amazon-bedrock-invocationMetrics",
  finish_reason: `${byBody}stop_reason, completionReason, stopReason or finish_reason`,
  request_id: `${reportedByHead.request_id}; else ${byBody}id`,
  served_model: `${byBody}model of Anthropic's and of chat completions`,
  system_fingerprint: `${byBody}system_fingerprint of chat completions`,
  service_tier_echoed:
    `x-amzn-bedrock-service-tier of the head; ${byBody}service_tier, or serviceTier.type`,
  server_timings:
    `invocationLatency and firstByteLatency, in milliseconds; ${reportedByHead.server_timings}`,
  rate_limits: reportedByHead.rate_limits,
};

/**
 * Reads the chunks of one stream; it remembers the counts so far, which later ones complete. `tier` is the service
 * tier that the head named.
 */
export function invokeReader(tier?: string): FrameReader {
  const anthropic = anthropicReader();
  const openai = chunkReader();
  let counts: Usage = {};

  const usage = (found: { [K in keyof Usage]: number | undefined }): Delta[] => {
    const known = Object.entries(found).filter(([, count]) => count !== undefined);
    if (!known.length) return [];
    counts = { ...counts, ...Object.fromEntries(known) };
    return [{ kind: "usage", usage: counts }];
  };

  /** The deltas of a body's own shape. */
  const body = (json: JsonObject): Delta[] => {
    if (typeof json.type === "string") {
      return anthropic.event({ event: null, data: JSON.stringify(json) });
    }
    if ("generation" in json) {
      return [
        ...content(json.generation),
        ...finish(json.stop_reason),
        ...usage({
          input: number(json.prompt_token_count),
          output: number(json.generation_token_count),
        }),
      ];
    }
    if ("outputText" in json || "results" in json) {
      const results = "results" in json ? array(json.results).map(object) : [json];
      return results.flatMap((r) => [
        ...content(r?.outputText),
        ...finish(r?.completionReason),
        ...usage({
          input: number(json.inputTextTokenCount),
          output: number(r?.totalOutputTextTokenCount) ?? number(r?.tokenCount),
        }),
      ]);
    }
    if ("outputs" in json) {
      return array(json.outputs).map(object).flatMap((o) => [
        ...content(o?.text),
        ...finish(o?.stop_reason),
      ]);
    }
    if ("choices" in json) return openai.event(JSON.stringify(json));
    const errors = refusalInside(json);
    if (errors.length) return errors;
    const events = Object.entries(json).filter(([, value]) => isObject(value));
    return events.flatMap(([name, value]) => converseEvent(name, value as JsonObject));
  };

  const read = (json: JsonObject): Delta[] => {
    const { "amazon-bedrock-invocationMetrics": metrics, ...own } = json;
    const deltas = body(own);
    for (const d of deltas) if (d.kind === "usage") counts = { ...counts, ...d.usage };
    return isObject(metrics) ? deltas.concat(invocation(metrics), { kind: "done" }) : deltas;
  };

  const invocation = (metrics: JsonObject): Delta[] => {
    const [uncached, cached, cacheWrite] = [
      metrics.inputTokenCount,
      metrics.cacheReadInputTokenCount,
      metrics.cacheWriteInputTokenCount,
    ].map(number);
    const timings = Object.fromEntries(
      Object.entries(metrics).filter(([name]) => name.endsWith("Latency")),
    );
    return [
      ...usage({
        input: uncached === undefined ? undefined : uncached + (cached ?? 0) + (cacheWrite ?? 0),
        output: number(metrics.outputTokenCount),
        cached,
        cacheWrite,
      }),
      ...(tier === undefined ? [] : [{ kind: "served" as const, tier }]),
      ...(Object.keys(timings).length ? [{ kind: "served" as const, timings }] : []),
    ];
  };

  return {
    event(name, payload) {
      if (name !== "chunk") return [unread(undefined, name)];
      const outer = jsonPayload(payload);
      if (Array.isArray(outer)) return outer;
      // Servers that only look like Bedrock put the chunk there as it is.
      if (typeof outer.bytes !== "string") return read(outer);
      const text = unpacked(outer.bytes);
      const inner = text === null ? undefined : parseJson(text);
      return isObject(inner)
        ? read(inner)
        : [protocolError(`A chunk is not a JSON object: ${bounded(text ?? outer.bytes)}`)];
    },
    whole(answer) {
      if (!isObject(answer)) return [protocolError("The body is JSON, but not an object")];
      return [
        { kind: "unstreamed" },
        ...isObject(answer.output) ? wholeAnswer(answer) : read(answer),
      ];
    },
  };
}

const content = (value: Json | undefined): Delta[] => {
  const text = string(value);
  return text === undefined ? [] : [{ kind: "content", text }];
};

const finish = (value: Json | undefined): Delta[] => finishDeltas(value, reasons);

/** The text in base64, or null where it is none. */
function unpacked(base64: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  } catch {
    return null;
  }
}
