import assert from "node:assert/strict";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import type { Ask } from "../../../benchmarks/providers/provider.ts";
import { vertex } from "../../../benchmarks/providers/google/vertex.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { exchangeOf } from "../exchanges.ts";

const event = (value: unknown, name?: string) =>
  `${name ? `event: ${name}\n` : ""}data: ${JSON.stringify(value)}\n\n`;
const anthropic = (type: string, rest: object) => event({ type, ...rest }, type);
const denied = { error: { code: 403, message: "no quota project", status: "PERMISSION_DENIED" } };
const error: Delta = {
  kind: "error",
  class: "stream_error",
  code: "PERMISSION_DENIED",
  message: "no quota project",
};

checkFixtures(vertex, [
  {
    what: "a Gemini model, with its traffic type",
    body: event({
      candidates: [{ content: { parts: [{ text: "hi" }], role: "model" }, finishReason: "STOP" }],
      usageMetadata: {
        promptTokenCount: 2,
        candidatesTokenCount: 1,
        trafficType: "PROVISIONED_THROUGHPUT",
      },
    }),
    deltas: [
      { kind: "served", tier: "PROVISIONED_THROUGHPUT" },
      { kind: "role" },
      { kind: "content", text: "hi" },
      { kind: "finish", reason: "stop", raw: "STOP" },
      { kind: "usage", usage: { input: 2, output: 1 } },
    ],
  },
  {
    what: "one of Anthropic's models",
    body:
      anthropic("message_start", { message: { model: "claude-x", usage: { input_tokens: 2 } } }) +
      anthropic("ping", {}) +
      anthropic("content_block_delta", { index: 0, delta: { type: "text_delta", text: "hi" } }) +
      anthropic("message_delta", {
        delta: { stop_reason: "end_turn" },
        usage: { output_tokens: 1 },
      }) +
      anthropic("message_stop", {}),
    deltas: [
      { kind: "served", model: "claude-x" },
      { kind: "role" },
      { kind: "usage", usage: { input: 2 } },
      { kind: "content", text: "hi" },
      { kind: "finish", reason: "stop", raw: "end_turn" },
      { kind: "usage", usage: { input: 2, output: 1 } },
      { kind: "done" },
    ],
  },
  {
    what: "an open model",
    body: event({ choices: [{ delta: { content: "hi" }, finish_reason: "length" }] }) +
      event({ choices: [], usage: { prompt_tokens: 2, completion_tokens: 1 } }) +
      "data: [DONE]\n\n",
    deltas: [
      { kind: "content", text: "hi" },
      { kind: "finish", reason: "length", raw: "length" },
      { kind: "usage", usage: { input: 2, output: 1 } },
      { kind: "done" },
    ],
  },
  {
    what: "one of Mistral's models: usage on the event that ends, thinking as parts",
    body: event({
      choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
    }) +
      event({
        choices: [{
          delta: { content: [{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }] },
          finish_reason: null,
        }],
      }) +
      event({
        choices: [{ delta: { content: "hi" }, finish_reason: "length" }],
        usage: { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 },
      }) +
      "data: [DONE]\n\n",
    deltas: [
      { kind: "role" },
      { kind: "reasoning", text: "hm" },
      { kind: "content", text: "hi" },
      { kind: "finish", reason: "length", raw: "length" },
      { kind: "usage", usage: { input: 2, output: 3 } },
      { kind: "done" },
    ],
  },
  { what: "an error as the only event", body: event(denied), deltas: [error] },
  {
    what: "an error after one of Anthropic's events, as plain JSON",
    body: anthropic("content_block_delta", { delta: { type: "text_delta", text: "hi" } }) +
      JSON.stringify(denied, null, 1),
    deltas: [{ kind: "content", text: "hi" }, error],
  },
]);

Deno.test("vertex.next() asks each model by its protocol", () => {
  const base = "https://h/v1/projects/p/locations/l";
  const ask: Ask = {
    baseUrl: base + "/",
    model: "",
    messages: [{ role: "user", content: "hi" }],
    maxOutputTokens: 7,
    params: {},
  };
  const asked = (model: string, baseUrl = base) => {
    const request = vertex.next({ ...ask, model, baseUrl }, [])!;
    return { url: request.url, body: JSON.parse(request.body!) };
  };
  const paths: [string, string][] = [
    ["gemini-2.5-flash", "publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse"],
    ["google/gemini-x", "publishers/google/models/gemini-x:streamGenerateContent?alt=sse"],
    [
      "projects/p/locations/l/publishers/google/models/gemini-x",
      "publishers/google/models/gemini-x:streamGenerateContent?alt=sse",
    ],
    ["claude-x@20260101", "publishers/anthropic/models/claude-x@20260101:streamRawPredict"],
    ["anthropic/claude-x", "publishers/anthropic/models/claude-x:streamRawPredict"],
    ["mistral-small-2503", "publishers/mistralai/models/mistral-small-2503:streamRawPredict"],
    ["mistralai/codestral@2405", "publishers/mistralai/models/codestral@2405:streamRawPredict"],
    [
      "publishers/mistralai/models/mistral-medium-3",
      "publishers/mistralai/models/mistral-medium-3:streamRawPredict",
    ],
    ["codestral@2405", "publishers/mistralai/models/codestral@2405:streamRawPredict"],
    ["deepseek-ai/deepseek-x-maas", "endpoints/openapi/chat/completions"],
    ["openai/gpt-oss-x-maas", "endpoints/openapi/chat/completions"],
    ["meta/llama-x-maas", "endpoints/openapi/chat/completions"],
    ["endpoints/123", "endpoints/123/chat/completions"],
  ];
  for (const [model, path] of paths) assert.equal(asked(model).url, `${base}/${path}`);
  assert.equal(
    asked("gemini-x", "http://h").url,
    "http://h/v1/publishers/google/models/gemini-x:streamGenerateContent?alt=sse",
  );
  assert.deepEqual(asked("gemini-x").body.generationConfig, { maxOutputTokens: 7 });
  assert.deepEqual(asked("claude-x").body, {
    anthropic_version: "vertex-2023-10-16",
    stream: true,
    max_tokens: 7,
    messages: [{ role: "user", content: "hi" }],
  });
  assert.deepEqual(asked("meta/llama-x-maas").body, {
    model: "meta/llama-x-maas",
    messages: [{ role: "user", content: "hi" }],
    max_tokens: 7,
    stream: true,
    stream_options: { include_usage: true },
  });
  assert.deepEqual(asked("mistralai/codestral@2405").body, {
    model: "codestral",
    messages: [{ role: "user", content: "hi" }],
    max_tokens: 7,
    stream: true,
  });
  assert.equal(vertex.next(ask, [exchangeOf(new Uint8Array())]), null);
});
