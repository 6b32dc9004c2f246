/**
 * Vertex AI. The model says which of its protocols is spoken: Gemini's own, Anthropic's or
 * Mistral's by `:streamRawPredict`, or OpenAI's for open models. `{base}` is
 * `https://{location}-aiplatform.googleapis.com/v1/projects/{project}/locations/{location}`.
 */
import { at, placed, type Settings, settingsSay } from "../asked.ts";
import { jsonRequest, withoutNulls } from "../body.ts";
import { anthropicBody, anthropicEffort } from "../anthropic/anthropic_body.ts";
import { geminiBody, geminiEffort } from "./gemini_body.ts";
import { googleFailure } from "./gemini_chunk.ts";
import { jsonArrayFraming } from "../read/json_array.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { sseDecoder } from "../read/sse_body.ts";
import { vertexReader, vertexReasons, vertexReported } from "./vertex_chunk.ts";
import { withoutEnd } from "../read/ends.ts";

export const vertex: Provider = {
  name: "vertex",
  auth: "google",
  settings,
  about: {
    title: "Vertex AI: Gemini, Anthropic's and Mistral's models, open models",
    base: null, // made of project and location, where they are set
    exampleBase:
      "https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/locations/LOCATION",
    basePath: "/v1/projects/simulated/locations/simulated",
    baseNames: ["GOOGLE_VERTEX_BASE_URL"],
    keyNames: ["GOOGLE_APPLICATION_CREDENTIALS", "GCLOUD_ACCESS_TOKEN"],
    evidence: "documented",
    gives: [
      "gemini-* is asked by streamGenerateContent, claude-* and mistralai/... (mistral-*, " +
      "codestral-*) by streamRawPredict, endpoints/ID (a deployed model) and " +
      "publisher/model (meta/..., deepseek-ai/...) by the OpenAI-compatible endpoint.",
      "What the protocol underneath gives: see Gemini, Anthropic Messages and OpenAI chat completions.",
      "Of Gemini models the traffic type (on demand, priority, provisioned throughput) as service tier.",
      "Tokens are made of the file that GOOGLE_APPLICATION_CREDENTIALS names (a service " +
      "account's key, a person's, another cloud's identity), of gcloud's " +
      "own, or of the machine's identity, and renewed ten minutes " +
      "before they expire, never inside a measured request.",
      settingsSay(
        "output_config.effort or thinkingConfig.thinkingLevel or " +
          "reasoning_effort (Anthropic's, Gemini, Mistral's models; no others)",
        null,
      ),
    ],
    lacks: [
      "Google's metadata server is asked only on a machine of Google's, or where " +
      "GCE_METADATA_HOST names one: elsewhere nobody is at its address.",
      "The address holds project and location: GOOGLE_CLOUD_PROJECT and " +
      "GOOGLE_CLOUD_LOCATION fill them in where it has none.",
      "LLMPerf asked by :predict, which does not stream: it had no time to first token.",
    ],
    reported: vertexReported,
    finishReasons: vertexReasons,
    // As Google's SDK reads them, LiteLLM, and LLMPerf.
    places: {
      project: ["GOOGLE_CLOUD_PROJECT", "VERTEXAI_PROJECT", "GCLOUD_PROJECT_ID"],
      location: ["GOOGLE_CLOUD_LOCATION", "VERTEXAI_LOCATION", "GCLOUD_REGION"],
    },
    witnesses: [
      { kind: "client", name: "@google/genai", test: "tests/providers/sdk/gemini_test.ts" },
      {
        kind: "client",
        name: "@anthropic-ai/vertex-sdk",
        test: "tests/providers/sdk/vertex_test.ts",
      },
      {
        kind: "client",
        name: "@mistralai/mistralai-gcp",
        test: "tests/providers/sdk/vertex_test.ts",
      },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    litellm: {
      prefixes: ["vertex_ai", "vertex_ai_beta"],
      baseNames: ["VERTEXAI_API_BASE", "VERTEX_API_BASE"],
    },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    const [path, body] = request(placed(ask, settings(ask)));
    return jsonRequest(`${versioned(ask.baseUrl)}/${path}`, body);
  },

  decoder: (_step, head) => sseDecoder(head, () => vertexReader(head.headers), jsonArrayFraming),
  failure: googleFailure,
};

/** An address without project names none: a bare host is asked in the first version. */
function versioned(baseUrl: string): string {
  const base = withoutEnd(baseUrl, "/");
  return /\/v\d+((alpha|beta)\d*)?(\/projects\/.*)?$/.test(base) ? base : `${base}/v1`;
}

const isMistral = (model: string): boolean =>
  /^mistralai\/|^(mistral|ministral|magistral|codestral)[-@]/.test(model);

/** Who is served first is said by headers here. */
function settings(ask: Pick<Ask, "model">): Settings {
  const model = ask.model.replace(/^.*publishers\/([^/]+)\/models\//, "$1/");
  if (/^anthropic\/|^claude-/.test(model)) return { reasoning_effort: anthropicEffort };
  return /^(google\/)?gemini-/.test(model)
    ? { reasoning_effort: geminiEffort, service_tier: { reads: ["serviceTier"] } }
    : { reasoning_effort: isMistral(model) ? at("reasoning_effort") : { reads: [] } };
}

/** Path after the address, and body. A model may be named with its publisher, or by its whole resource name. */
function request(ask: Ask): [path: string, body: Record<string, Json>] {
  const model = ask.model.replace(/^.*publishers\/([^/]+)\/models\//, "$1/");
  const name = model.replace(/^(google|anthropic|mistralai)\//, "");
  if (/^anthropic\/|^claude-/.test(model)) {
    const own = { anthropic_version: "vertex-2023-10-16", stream: true };
    return [`publishers/anthropic/models/${name}:streamRawPredict`, anthropicBody(ask, own)];
  }
  if (/^(google\/)?gem(ini|ma)-/.test(model)) {
    return [`publishers/google/models/${name}:streamGenerateContent?alt=sse`, geminiBody(ask)];
  }
  if (isMistral(model)) {
    // The version stands in the address alone; usage comes unasked, and the option is not theirs.
    const body = openBody(ask, name.replace(/@.*$/, ""), null);
    return [`publishers/mistralai/models/${name}:streamRawPredict`, body];
  }
  const endpoint = /^endpoints\/[^/]+$/.exec(model)?.[0] ?? "endpoints/openapi";
  return [`${endpoint}/chat/completions`, openBody(ask, model, { include_usage: true })];
}

/** Parameters of the configuration win over ours; null takes a field out. */
function openBody(ask: Ask, model: string, stream_options: Json): Record<string, Json> {
  const fields: Record<string, Json> = {
    model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: "max_completion_tokens" in ask.params ? null : ask.maxOutputTokens,
    stream: true,
    stream_options,
    ...ask.params,
  };
  return withoutNulls(fields);
}
