/**
 * The Gemini API. `POST {base}/v1beta/models/{model}:streamGenerateContent?alt=sse`, data-only server-sent events
 * without an end mark. A server that does not know `alt=sse` answers with one JSON array: that is decoded too.
 */
import { at, placed, type Settings, settingsSay } from "../asked.ts";
import { jsonRequest } from "../body.ts";
import { geminiBody, geminiEffort } from "./gemini_body.ts";
import { geminiReader, geminiReasons, geminiReported, googleFailure } from "./gemini_chunk.ts";
import { jsonArrayFraming } from "../read/json_array.ts";
import type { Provider } from "../provider.ts";
import { sseDecoder } from "../read/sse_body.ts";
import { withoutEnd } from "../read/ends.ts";

const settings: Settings = { reasoning_effort: geminiEffort, service_tier: at("serviceTier") };
const effort = "thinkingConfig.thinkingLevel (a number as thinkingBudget)";

export const gemini: Provider = {
  name: "gemini",
  auth: "x-goog-api-key",
  settings: () => settings,
  about: {
    title: "Gemini API",
    base: "https://generativelanguage.googleapis.com",
    basePath: "",
    baseNames: ["GOOGLE_GEMINI_BASE_URL"],
    keyNames: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
    evidence: "read",
    gives: [
      "Content, thoughts and function calls as they come. Thoughts are streamed " +
      "where thinkingConfig.includeThoughts asks for them, as summaries.",
      "Usage stands on every chunk, the last one counts. Output tokens are candidates and " +
      "thoughts together, as other providers count them; cached tokens are inside the input.",
      "The model version that answered, the id of the answer, and its service tier where the head names it.",
      "Extra fields that are none of the body's own go into generationConfig.",
      settingsSay(effort, "serviceTier"),
    ],
    lacks: [
      "A chunk holds 10 tokens and more: a gap between chunks is no inter-token latency.",
      "A function call ends with STOP; the row says tool_calls, and keeps STOP as the provider's word.",
      "There is no end mark: a stream is whole where it gave a finish reason.",
    ],
    reported: geminiReported,
    finishReasons: geminiReasons,
    witnesses: [
      { kind: "client", name: "@google/genai", test: "tests/providers/sdk/gemini_test.ts" },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    litellm: { prefixes: ["gemini"], baseNames: ["GEMINI_API_BASE"] },
    labels: ["google"],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    const base = withoutEnd(ask.baseUrl, "/");
    // The vendor's SDK takes the bare host; an address may name the version all the same.
    const versioned = /\/v\d+((alpha|beta)\d*)?$/.test(base) ? base : `${base}/v1beta`;
    const model = ask.model.includes("/") ? ask.model : `models/${ask.model}`;
    return jsonRequest(
      `${versioned}/${model}:streamGenerateContent?alt=sse`,
      geminiBody(placed(ask, settings)),
    );
  },

  decoder: (_step, head) => sseDecoder(head, () => geminiReader(head.headers), jsonArrayFraming),
  failure: googleFailure,
};
