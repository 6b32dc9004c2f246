/**
 * OpenAI chat completions and everything compatible: vLLM, SGLang, llama.cpp, Groq, Together, and so on.
 * `POST {base}/chat/completions`, data-only server-sent events, `[DONE]` at the end.
 */
import type { Ask, Json, Provider } from "./provider.ts";
import { chunkReader } from "./openai_chunk.ts";
import { jsonFailure } from "./failure.ts";
import { sseDecoder } from "./sse_body.ts";

export const openai: Provider = {
  name: "openai",
  auth: "bearer",
  about: {
    title: "OpenAI chat completions, and everything compatible",
    base: null, // requests cost money: whose they are is said by --base-url, or by a provider's name
    basePath: "/v1",
    baseNames: ["OPENAI_API_BASE", "OPENAI_BASE_URL"],
    keyNames: ["OPENAI_API_KEY"],
    evidence: "read",
    gives: [
      "Content, reasoning (reasoning_content, reasoning, or thinking parts) and tool-call arguments as they come.",
      "Usage with cached and reasoning tokens, where it is reported; the last one counts.",
      "Timings that a server puts into the stream (x_groq, time_info, timings, perf_metrics) or its headers.",
    ],
    lacks: [
      "A chunk may hold any number of tokens: a gap between chunks is no inter-token latency.",
    ],
  },

  next(ask, done) {
    if (done.length > 0) return null;
    return {
      method: "POST",
      url: `${ask.baseUrl.replace(/\/+$/, "")}/chat/completions`,
      headers: [["content-type", "application/json"], ["accept", "text/event-stream"]],
      body: JSON.stringify(body(ask)),
    };
  },

  decoder: (_step, head) =>
    sseDecoder(head, () => {
      const chunks = chunkReader();
      return { event: ({ data }) => chunks.event(data), whole: chunks.whole };
    }),
  failure: jsonFailure,
};

/** Parameters of the configuration win over ours; null takes a field out. */
function body(ask: Ask): Record<string, Json> {
  const limit: Record<string, Json> = ask.maxOutputTokens === null ||
      "max_completion_tokens" in ask.params
    ? {}
    : { max_tokens: ask.maxOutputTokens };
  const fields: Record<string, Json> = {
    model: ask.model,
    messages: ask.messages.map(({ role, content }) => ({ role, content })),
    ...limit,
    stream: true,
    stream_options: { include_usage: true },
    ...ask.params,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
