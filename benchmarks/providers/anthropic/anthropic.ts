/**
 * Anthropic Messages. `POST {base}/v1/messages`, server-sent events with names, `message_stop` at the end; no
 * `[DONE]`.
 */
import { at, placed, type Settings, settingsSay } from "../asked.ts";
import { anthropicBody, anthropicEffort } from "./anthropic_body.ts";
import { anthropicReader, anthropicReasons, anthropicReported } from "./anthropic_chunk.ts";
import { jsonFailure } from "../read/failure.ts";
import type { Provider } from "../provider.ts";
import { sseDecoder } from "../read/sse_body.ts";
import { withoutEnd } from "../read/ends.ts";

const settings: Settings = { reasoning_effort: anthropicEffort, service_tier: at("service_tier") };

export const anthropic: Provider = {
  name: "anthropic",
  auth: "x-api-key",
  settings: () => settings,
  about: {
    title: "Anthropic Messages",
    base: "https://api.anthropic.com",
    basePath: "",
    baseNames: ["ANTHROPIC_BASE_URL", "ANTHROPIC_API_BASE"],
    keyNames: ["ANTHROPIC_API_KEY"],
    evidence: "read",
    gives: [
      "Content, thinking and tool-call arguments as they come. Signatures of thinking are no tokens.",
      "Usage: the last count of each kind. Input tokens are all of the prompt's: those read " +
      "from a cache and those written to one are added, as other providers count them.",
      "Thinking tokens where the answer's usage tells them; they are inside the output tokens.",
      "Quotas (anthropic-ratelimit-*), the request id, and the service tier that the answer names.",
      settingsSay("output_config.effort", "service_tier"),
    ],
    lacks: [
      "A delta holds several tokens: a gap between deltas is no inter-token latency.",
      "Thinking may be a summary, or left out: then its tokens are reported but not streamed.",
      "The output count at the start of a stream is a placeholder and is not kept.",
    ],
    reported: anthropicReported,
    finishReasons: anthropicReasons,
    witnesses: [
      { kind: "client", name: "@anthropic-ai/sdk", test: "tests/providers/sdk/anthropic_test.ts" },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    litellm: { prefixes: ["anthropic"], baseNames: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"] },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    // A base URL in the manner of OpenAI's ends in /v1, the vendor's SDK takes the bare host.
    const base = withoutEnd(ask.baseUrl, "/").replace(/\/v1$/, "");
    return {
      method: "POST",
      url: `${base}/v1/messages`,
      headers: [
        ["content-type", "application/json"],
        ["accept", "text/event-stream"],
        ["anthropic-version", "2023-06-01"],
      ],
      body: JSON.stringify(
        anthropicBody(placed(ask, settings), { model: ask.model, stream: true }),
      ),
    };
  },

  decoder: (_step, head) => sseDecoder(head, anthropicReader),
  failure: jsonFailure,
};
