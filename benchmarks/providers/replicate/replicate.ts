/**
 * Replicate: a prediction is made by a POST, its output streamed by a GET of the address that the POST named, and
 * what it was is read by a GET of the prediction. Three exchanges per attempt; its clock begins with the first.
 */
import type { Ask, Provider } from "../provider.ts";
import { settingsSay } from "../asked.ts";
import { nestedBody, urlOf } from "../body.ts";
import { jsonFailure } from "../read/failure.ts";
import { type JsonObject, string } from "../read/json.ts";
import { objectDecoder } from "../read/json_stream.ts";
import {
  hasEnded,
  made as promised,
  predictionOf,
  replicateReasons,
  replicateReported,
  streamed,
  streamOf,
  summary,
} from "./replicate_chunk.ts";
import { sseDecoder } from "../read/sse_body.ts";

/** Fields of the request that are no `input`. */
const known = ["version", "stream", "webhook", "webhook_events_filter"];
/** How often the prediction is asked for, where its end is not reported at once. */
const mostAsked = 3;

export const replicate: Provider = {
  name: "replicate",
  auth: "bearer",
  /** Inputs are each model's own: only one that is named as such is read. */
  settings: () => ({ reasoning_effort: { reads: ["input.reasoning_effort"] } }),
  about: {
    title: "Replicate predictions",
    base: "https://api.replicate.com/v1",
    followOrigins: ["https://stream.replicate.com"],
    basePath: "/v1",
    baseNames: ["REPLICATE_API_BASE"],
    keyNames: ["REPLICATE_API_TOKEN"],
    evidence: "read",
    gives: [
      "The clock starts at the POST that makes the prediction: TTFT holds " +
      "making it, the way to the stream, and any cold start.",
      "Output as it comes, from the stream that the prediction names.",
      "After the end, from the prediction: token counts, predict_time " +
      "and total_time, and when it was made, begun and done.",
      settingsSay(null, null),
    ],
    lacks: [
      "There is no finish reason: an answer that the cap cut looks like one that ended.",
      "Models differ in their inputs: the cap is max_new_tokens for Llama 2 and the early " +
      "Mistrals, max_tokens for others; where a model has " +
      "another name for it, params must say it.",
      "The stream is another host's; its first connection is not warm. The key is not sent " +
      "there, and a host other than stream.replicate.com must be named in follow_origins.",
      "The output is text only: neither reasoning nor tool calls stand apart.",
    ],
    reported: replicateReported,
    finishReasons: replicateReasons,
    witnesses: [
      { kind: "client", name: "replicate", test: "tests/providers/sdk/replicate_test.ts" },
    ],
    litellm: {
      prefixes: ["replicate"],
      baseNames: ["REPLICATE_API_BASE"],
      keyNames: ["REPLICATE_API_KEY", "REPLICATE_API_TOKEN"],
    },
  },
  streamStep: 1,

  next(ask, done) {
    const [made, stream, ...asked] = done;
    const json: [string, string] = ["content-type", "application/json"];
    if (!made) {
      const { path, fields } = target(ask);
      return {
        method: "POST",
        url: urlOf(ask.baseUrl, path),
        headers: [json],
        body: body(ask, fields),
      };
    }
    const prediction = predictionOf(made);
    const url = streamOf(prediction);
    const id = string(prediction.id);
    if (url === undefined || hasEnded(prediction)) return null;
    if (!stream) {
      return { method: "GET", url, headers: [["accept", "text/event-stream"]], body: null };
    }
    if (!id || asked.length >= mostAsked || asked.some((e) => hasEnded(predictionOf(e)))) {
      return null;
    }
    const path = `/predictions/${encodeURIComponent(id)}`;
    return { method: "GET", url: urlOf(ask.baseUrl, path), headers: [], body: null };
  },

  decoder(step, head) {
    if (step === 0) return objectDecoder(head, promised);
    return step === 1 ? sseDecoder(head, streamed) : objectDecoder(head, summary);
  },
  failure: jsonFailure,
};

/** `owner/name`, `owner/name:version`, `version` alone, or `deployments/owner/name`. */
function target(ask: Ask): { path: string; fields: JsonObject } {
  const [, name, version] = /^([^:]*):(.+)$/.exec(ask.model) ?? [];
  if (version) return { path: "/predictions", fields: { version } };
  if (!ask.model.includes("/")) return { path: "/predictions", fields: { version: ask.model } };
  const path = (name ?? ask.model).split("/").map(encodeURIComponent).join("/");
  const below = path.startsWith("deployments/") ? path : `models/${path}`;
  return { path: `/${below}/predictions`, fields: {} };
}

/** Parameters that are no field of the request are inputs of the model. */
function body(ask: Ask, fields: JsonObject): string {
  const text = (system: boolean) =>
    ask.messages.filter(({ role }) => (role === "system") === system).map((m) => m.content)
      .join("\n\n");
  const cap = /llama-2|llama2|mistral-7b|mixtral/i.test(ask.model)
    ? "max_new_tokens"
    : "max_tokens";
  const input: JsonObject = {
    prompt: text(false),
    ...(text(true) ? { system_prompt: text(true) } : {}),
    [cap]: ask.maxOutputTokens,
  };
  return JSON.stringify(
    nestedBody({ ...fields, stream: true }, { name: "input", ours: input }, known, ask.params),
  );
}
