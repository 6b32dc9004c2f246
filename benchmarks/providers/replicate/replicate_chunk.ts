/** What a prediction says when it is made, in its stream, and after its end, as deltas. */
import type { Exchange } from "../recording.ts";
import {
  array,
  defined,
  isObject,
  type JsonObject,
  number,
  object,
  parseJson,
  string,
} from "../read/json.ts";
import { streamError } from "../read/inside.ts";
import type { Reported } from "../about.ts";
import type { Delta, FinishReason, Usage } from "../delta.ts";
import { reportedByHead } from "../read/served.ts";
import { protocolError, type SseReader } from "../read/sse_body.ts";
import { unread } from "../read/unread.ts";

/** The done event's words of a failure; an answer that is whole has none. */
export const replicateReasons: Record<string, FinishReason> = { error: "error", canceled: "other" };

/** What the prediction may tell, before its stream and after. */
export const replicateReported: Reported = {
  reasoning_s: { not: "The output is text only." },
  tool_call_s: { not: "The output is text only." },
  input_tokens_reported: "metrics.input_token_count of the prediction, after the end",
  output_tokens_reported: "metrics.output_token_count of the prediction, after the end",
  reasoning_tokens_reported: { not: "Reasoning is not counted apart." },
  cached_tokens_reported: { not: "The protocol says nothing of a cache." },
  cache_write_tokens_reported: { not: "The protocol says nothing of a cache." },
  finish_reason: {
    not: "A whole answer has none: one that the cap cut looks like one that ended.",
  },
  request_id: `${reportedByHead.request_id}; else the prediction's id`,
  served_model: "the prediction's model",
  system_fingerprint: "the prediction's version",
  service_tier_echoed: { not: "The protocol has none." },
  server_timings: "metrics of the prediction, in seconds, and when it was made, begun and done",
  rate_limits: reportedByHead.rate_limits,
};

export function predictionOf(exchange: Exchange): JsonObject {
  const body = parseJson(new TextDecoder().decode(exchange.bytes));
  return isObject(body) ? body : {};
}

export function streamOf(prediction: JsonObject): string | undefined {
  const url = string(object(prediction.urls)?.stream);
  return url && /^https?:\/\//.test(url) && URL.canParse(url) ? url : undefined;
}

export const hasEnded = ({ status }: JsonObject) =>
  status === "succeeded" || status === "failed" || status === "canceled" || status === "aborted";

/** The answer to the POST: mostly a promise; the whole output where the prediction had ended by then. */
export function made(prediction: JsonObject): Delta[] {
  if (prediction.status === "succeeded") {
    const { output } = prediction;
    const text = typeof output === "string"
      ? output
      : array(output).map((part) => string(part) ?? "").join("");
    return [{ kind: "unstreamed" }, { kind: "content", text }, ...summary(prediction), {
      kind: "done",
    }];
  }
  if (hasEnded(prediction)) return [streamError({ error: prediction.error ?? prediction.status })];
  if (streamOf(prediction)) return who(prediction);
  return [protocolError("The prediction names no stream: this model has none")];
}

/** Events: output, error, logs and done. Output is text as it is, even where it looks like JSON. */
export function streamed(): SseReader {
  let reported = false;
  const wrong = (body: JsonObject): Delta[] =>
    reported ? [] : (reported = true, [streamError(body)]);
  return {
    event({ event: name, data }) {
      const value = name === "output" ? undefined : parseJson(data);
      if (name === "output") return data === "" ? [] : [{ kind: "content", text: data }];
      if (name === "error") return wrong(isObject(value) ? value : { error: data });
      if (name !== "done") return name === "logs" ? [] : [unread(value, name)];
      const raw = isObject(value) ? string(value.reason) : undefined;
      const reason = raw && Object.hasOwn(replicateReasons, raw) && replicateReasons[raw];
      if (!reason) return [{ kind: "done", whole: true }];
      const error = wrong({ error: `The prediction ended with ${raw}`, code: raw });
      return [...error, { kind: "finish", reason, raw }, { kind: "done" }];
    },
    whole: (answer) => [{ kind: "unstreamed" }, streamError(answer)],
  };
}

/** The prediction after its end: what it used, how long it took, and which model it was. */
export function summary(prediction: JsonObject): Delta[] {
  const metrics = object(prediction.metrics) ?? {};
  const usage: Usage = {
    ...defined("input", number(metrics.input_token_count)),
    ...defined("output", number(metrics.output_token_count)),
  };
  const moments = ["created_at", "started_at", "completed_at"].flatMap((name) => {
    const moment = string(prediction[name]);
    return moment ? [[name, moment]] : [];
  });
  const timings = { ...metrics, ...Object.fromEntries(moments) };
  const deltas = who(prediction);
  if (Object.keys(usage).length) deltas.push({ kind: "usage", usage });
  if (hasEnded(prediction)) deltas.push({ kind: "served", timings });
  return deltas;
}

function who(prediction: JsonObject): Delta[] {
  const names = {
    ...defined("requestId", string(prediction.id)),
    ...defined("model", string(prediction.model)),
    ...defined("fingerprint", string(prediction.version)),
  };
  return Object.keys(names).length ? [{ kind: "served", ...names }] : [];
}
