/**
 * OpenAI Responses: `POST {base}/responses`, named server-sent events, no `[DONE]`. Also spoken by llama.cpp, vLLM,
 * Ollama and several gateways, which leave out fields that OpenAI always sends.
 */
import { addressOf } from "../read/address.ts";
import { at, placed, type Settings, settingsSay } from "../asked.ts";
import { jsonRequest, urlOf, withoutNulls } from "../body.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { jsonFailure } from "../read/failure.ts";
import { responsesReader, responsesReasons, responsesReported } from "./openai_responses_chunk.ts";
import { sseDecoder } from "../read/sse_body.ts";

const settings: Settings = {
  reasoning_effort: at("reasoning.effort"),
  service_tier: at("service_tier"),
};

export const openaiResponses: Provider = {
  name: "openai-responses",
  auth: "bearer",
  settings: () => settings,
  about: {
    title: "OpenAI Responses",
    base: null, // as for chat completions: whose requests cost money is said by the address
    basePath: "/v1",
    baseNames: ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
    keyNames: ["OPENAI_API_KEY"],
    evidence: "read",
    gives: [
      "Content, reasoning (its text, or the summary where there is no text) and tool-call arguments as they come.",
      "Usage with cached, cache-write and reasoning tokens; reasoning is inside the output tokens.",
      "The service tier of the last event: the first one only repeats what was asked.",
      settingsSay("reasoning.effort", "service_tier"),
    ],
    lacks: [
      "Some servers say completed though the limit cut the answer " +
      "(llama.cpp): as many tokens as were allowed count as length.",
      "A chunk may hold any number of tokens: a gap between chunks is no inter-token latency.",
      "Answers are asked not to be stored (store: false).",
    ],
    reported: responsesReported,
    finishReasons: responsesReasons,
    witnesses: [
      { kind: "client", name: "openai", test: "tests/providers/sdk/openai_test.ts" },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_responses_test.ts" },
    ],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return jsonRequest(urlOf(ask.baseUrl, "/responses"), body(placed(ask, settings)));
  },

  decoder: (_step, head, asked) =>
    sseDecoder(
      head,
      () => responsesReader(limitOf(asked?.params.max_output_tokens, asked?.maxOutputTokens)),
    ),
  failure: jsonFailure,
};

/** Output tokens that were allowed; what the configuration says wins, null means any number. */
const limitOf = (param: Json | undefined, target: number | null | undefined): number | null =>
  param === undefined ? target ?? null : typeof param === "number" ? param : null;

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask): Record<string, Json> {
  // Padding against guessing tokens from sizes costs bytes, so time; only OpenAI itself sends it.
  const openaiItself = addressOf(ask.baseUrl).hostname === "api.openai.com";
  const fields: Record<string, Json> = {
    model: ask.model,
    input: ask.messages.map(({ role, content }) => ({ role, content })),
    max_output_tokens: ask.maxOutputTokens,
    stream: true,
    store: false,
    ...(openaiItself ? { stream_options: { include_obfuscation: false } } : {}),
    ...ask.params,
  };
  return withoutNulls(fields);
}
