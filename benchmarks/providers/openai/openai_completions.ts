/**
 * OpenAI's legacy completions: `POST {base}/completions`, a text prompt in, data-only server-sent
 * events with `choices[].text` out, `[DONE]` at the end. Still what vLLM, SGLang, llama.cpp, Ollama
 * and Together serve base models by.
 */
import { settingsSay } from "../asked.ts";
import { jsonRequest, urlOf, withoutNulls } from "../body.ts";
import type { Ask, Json, Provider } from "../provider.ts";
import { jsonFailure } from "../read/failure.ts";
import { chatReader, chatReasons, chatReported } from "./openai_chunk.ts";
import { sseDecoder } from "../read/sse_body.ts";

export const openaiCompletions: Provider = {
  name: "openai-completions",
  auth: "bearer",
  about: {
    title: "OpenAI legacy completions",
    base: null, // as for chat completions: whose requests cost money is said by the address
    basePath: "/v1",
    baseNames: ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
    keyNames: ["OPENAI_API_KEY"],
    evidence: "read",
    gives: [
      "Text as it comes, from choices[].text; reasoning is part of that text where a model reasons.",
      "Usage of the last chunk that reports any: zeros on the chunks before it count as not reported.",
      "Timings that a server puts into the stream (timings of llama.cpp) or its headers.",
      settingsSay(null, null),
    ],
    lacks: [
      "No role and no chat template: the messages' texts are sent as one prompt, with an empty line between them.",
      "A chunk may hold any number of tokens: a gap between chunks is no inter-token latency.",
    ],
    reported: {
      ...chatReported,
      reasoning_s: { not: "Reasoning is part of the text." },
      tool_call_s: { not: "The protocol has no tools." },
    },
    finishReasons: chatReasons,
    witnesses: [
      { kind: "client", name: "openai", test: "tests/providers/sdk/openai_test.ts" },
    ],
    litellm: { prefixes: ["text-completion-openai"] },
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return jsonRequest(urlOf(ask.baseUrl, "/completions"), body(ask));
  },

  decoder: (_step, head) => sseDecoder(head, chatReader),
  failure: jsonFailure,
};

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask): Record<string, Json> {
  const fields: Record<string, Json> = {
    model: ask.model,
    prompt: ask.messages.map((m) => m.content).join("\n\n"),
    max_tokens: ask.maxOutputTokens, // null falls out: the server's own limit holds
    stream: true,
    stream_options: { include_usage: true },
    ...ask.params,
  };
  return withoutNulls(fields);
}
