/** Cohere's chat, version 2: `POST {base}/v2/chat`, named server-sent events, `message-end` at the end. */
import { placed, type Settings, settingsSay } from "../asked.ts";
import { jsonRequest, urlOf, withoutNulls } from "../body.ts";
import type { Ask, Provider } from "../provider.ts";
import { jsonFailure } from "../read/failure.ts";
import type { JsonObject } from "../read/json.ts";
import { sseDecoder } from "../read/sse_body.ts";
import { cohereReader, cohereReasons, cohereReported } from "./cohere_chunk.ts";

/** Thinking is on, off, or held to a number of tokens: there are no levels. */
const settings: Settings = {
  reasoning_effort: {
    write: (value) =>
      typeof value === "number"
        ? ["thinking", { type: "enabled", token_budget: value }]
        : value === "enabled" || value === "disabled"
        ? ["thinking", { type: value }]
        : null,
    reads: ["thinking.token_budget", "thinking.type"],
  },
};
const thinking =
  "thinking: a number as its token_budget, enabled and disabled as its type, no other word";

export const cohere: Provider = {
  name: "cohere",
  auth: "bearer",
  settings: () => settings,
  about: {
    title: "Cohere chat, version 2",
    base: "https://api.cohere.com",
    basePath: "",
    baseNames: ["CO_API_URL"],
    keyNames: ["CO_API_KEY"],
    evidence: "read",
    gives: [
      "Content, thinking and tool-call arguments as they come; the " +
      "plan that goes before tool calls counts as reasoning.",
      "Usage from `usage.tokens`, what the model worked on, with cached tokens.",
      "`billed_units`, which are fewer, as they stand in server_timings.",
      settingsSay(thinking, null),
    ],
    lacks: [
      "Thinking tokens are counted as part of the answer, not by themselves.",
      "The stream does not say which model answered, nor any timing of the server.",
    ],
    reported: cohereReported,
    finishReasons: cohereReasons,
    witnesses: [
      { kind: "client", name: "cohere-ai", test: "tests/providers/sdk/cohere_test.ts" },
      { kind: "mock", name: "@copilotkit/aimock", test: "tests/wire/aimock_protocols_test.ts" },
    ],
    litellm: { prefixes: ["cohere", "cohere_chat"], keyNames: ["COHERE_API_KEY", "CO_API_KEY"] },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return jsonRequest(urlOf(ask.baseUrl, "/v2/chat"), body(placed(ask, settings)));
  },

  decoder: (_step, head) => sseDecoder(head, cohereReader),
  failure: jsonFailure,
};

const body = (ask: Ask): JsonObject =>
  withoutNulls({
    model: ask.model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    max_tokens: ask.maxOutputTokens,
    stream: true,
    ...ask.params,
  });
