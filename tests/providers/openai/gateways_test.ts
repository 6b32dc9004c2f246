/**
 * What gateways and imitators do to every protocol: marks that are not its own, nulls, zeros,
 * errors by their event's name.
 */
import assert from "node:assert/strict";
import { anthropic } from "../../../benchmarks/providers/anthropic/anthropic.ts";
import { bedrockInvoke } from "../../../benchmarks/providers/aws/bedrock_invoke.ts";
import { cohere } from "../../../benchmarks/providers/cohere/cohere.ts";
import { classOfStatus } from "../../../benchmarks/providers/read/failure.ts";
import { gemini } from "../../../benchmarks/providers/google/gemini.ts";
import { llamacpp } from "../../../benchmarks/providers/llamacpp.ts";
import { ollama } from "../../../benchmarks/providers/ollama.ts";
import type { Provider } from "../../../benchmarks/providers/provider.ts";
import { servedByHead } from "../../../benchmarks/providers/read/served.ts";
import { tgi } from "../../../benchmarks/providers/tgi.ts";
import { triton } from "../../../benchmarks/providers/triton.ts";
import { event as frame } from "../../support/event_frames.ts";
import { plainAsk } from "../decoder_cases.ts";
import { concat, exchangeOf, read, sameAtEverySplit } from "../exchanges.ts";

const data = (value: unknown, name = "") =>
  `${name && `event: ${name}\n`}data: ${JSON.stringify(value)}\n\n`;
const line = (value: unknown) => JSON.stringify(value) + "\n";
const mark = "data: [DONE]\n\n";

const messages = (start: object, end: object) =>
  data({ type: "message_start", message: { role: "assistant", usage: start } }) +
  data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "ok" } }) +
  data({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: end }) +
  data({ type: "message_stop" });
const candidates = data({
  candidates: [{ content: { role: "model", parts: [{ text: "ok" }] }, finishReason: "STOP" }],
});
const token = (over: object = {}) =>
  data({ token: { id: 1, text: "ok", special: false }, error: null, ...over });
const details = { details: { finish_reason: "length", generated_tokens: 1 } };

/** A body, and what its row must say. */
const cases: [string, Provider, string, Record<string, unknown>][] = [
  ["an end mark of chat completions after Anthropic's own", anthropic, messages({}, {}) + mark, {}],
  [
    "input tokens 0 at the start, known at the end",
    anthropic,
    messages({ input_tokens: 0, output_tokens: 0 }, { input_tokens: 9, output_tokens: 2 }),
    { input_tokens_reported: 9, output_tokens_reported: 2 },
  ],
  [
    "input tokens known at the start, 0 at the end",
    anthropic,
    messages({ input_tokens: 9, output_tokens: 0 }, { input_tokens: 0, output_tokens: 2 }),
    { input_tokens_reported: 9, output_tokens_reported: 2 },
  ],
  [
    "input tokens never known",
    anthropic,
    messages({ input_tokens: 0 }, { output_tokens: 2 }),
    { input_tokens_reported: null, output_tokens_reported: 2 },
  ],
  [
    "all of the prompt from a cache",
    anthropic,
    messages({ input_tokens: 0, cache_read_input_tokens: 9 }, { output_tokens: 2 }),
    { input_tokens_reported: 9, cached_tokens_reported: 9 },
  ],
  ["an end mark after a candidate", gemini, candidates + mark, { finish_reason: "stop" }],
  [
    "a call the model garbled, after text",
    gemini,
    candidates.replace("STOP", "MALFORMED_FUNCTION_CALL"),
    { status: "failed", error_class: "stream_error", error_code: "MALFORMED_FUNCTION_CALL" },
  ],
  [
    "a prompt that is refused has no candidate",
    gemini,
    data({ promptFeedback: { blockReason: "SAFETY" }, usageMetadata: { promptTokenCount: 9 } }),
    {
      status: "failed",
      error_class: "stream_error",
      error_code: "SAFETY",
      finish_reason: "content_filter",
      input_tokens_reported: 9,
    },
  ],
  ["an error of null, and an end mark", tgi, token() + token(details) + mark, {
    finish_reason: "length",
    content: "okok",
  }],
  ["a list of one answer", tgi, JSON.stringify([{ generated_text: "ok", ...details }]), {
    streamed: false,
    finish_reason: "length",
  }],
  ["an error of null", triton, data({ text_output: "ok", error: null }), {}],
  ["an error of null", llamacpp, data({ content: "ok", error: null, stop: true }), {}],
  [
    "an error of null",
    ollama,
    line({ message: { content: "ok" }, done: false, error: null }) +
    line({ message: { content: "" }, done: true, done_reason: "stop", error: "" }),
    { finish_reason: "stop" },
  ],
  [
    "a model that was only loaded",
    ollama,
    line({ message: { role: "assistant", content: "" }, done: true, done_reason: "load" }),
    { status: "failed", error_class: "empty", finish_reason_raw: "load" },
  ],
  [
    "an error by its event's name",
    cohere,
    data({ type: "content-delta", delta: { message: { content: { text: "ok" } } } }) +
    data({ message: "no capacity" }, "error"),
    { status: "failed", error_class: "stream_error", error_message: "no capacity" },
  ],
];

for (const [what, provider, body, says] of cases) {
  Deno.test(`${provider.name}: ${what}`, () => {
    const { row, text } = sameAtEverySplit(provider, concat([body]));
    const found: Record<string, unknown> = { ...row, content: text.content };
    const expected: Record<string, unknown> = { status: "ok", ...says };
    if (expected.status === "ok") expected.content ??= "ok";
    for (const [name, value] of Object.entries(expected)) {
      assert.deepEqual(found[name], value, `${name}: ${row.error_message}`);
    }
  });
}

Deno.test("servedByHead() knows the quotas, ids and times of more than one vendor", () => {
  const head: [string, string][] = [
    ["Mistral-Correlation-Id", "c-1"],
    ["x-ratelimitbysize-remaining-minute", "468000"],
    ["ratelimitbysize-limit", "500000"],
    ["anthropic-priority-input-tokens-limit", "10000"],
    ["ratelimit", '"default";r=50;t=30'],
    ["x-ratelimited", "no"],
    ["x-metrics-e2e-ms", "812"],
  ];
  assert.deepEqual(servedByHead(head), [{
    kind: "served",
    requestId: "c-1",
    rateLimits: {
      "x-ratelimitbysize-remaining-minute": "468000",
      "ratelimitbysize-limit": "500000",
      "anthropic-priority-input-tokens-limit": "10000",
      "ratelimit": '"default";r=50;t=30',
    },
    timings: { "x-metrics-e2e-ms": "812" },
  }]);
  assert.equal(
    (servedByHead([["x-ds-trace-id", "t"]])[0] as { requestId: string }).requestId,
    "t",
  );
});

Deno.test("classOfStatus() of a model that is gone and a body that is too large", () => {
  assert.deepEqual([410, 413].map(classOfStatus), ["not_found", "bad_request"]);
});

Deno.test("bedrock-invoke: the service tier goes out and comes back as a header", () => {
  const request = bedrockInvoke.next(
    plainAsk({ model: "amazon.titan-text-express-v1", params: { service_tier: "flex" } }),
    [],
  )!;
  assert.deepEqual(request.headers.at(-1), ["x-amzn-bedrock-service-tier", "flex"]);
  assert.equal("service_tier" in JSON.parse(request.body!), false);
  const part = (value: unknown) => frame("chunk", { bytes: btoa(JSON.stringify(value)) });
  const bytes = concat([
    part({ outputText: "ok", completionReason: "FINISH" }),
    part({ "amazon-bedrock-invocationMetrics": { inputTokenCount: 2, outputTokenCount: 1 } }),
  ]);
  const headers: [string, string][] = [["X-Amzn-Bedrock-Service-Tier", "flex"]];
  const { row } = read(bedrockInvoke, [exchangeOf(bytes, { headers })]);
  assert.deepEqual([row.status, row.service_tier_echoed], ["ok", "flex"]);
});

Deno.test("gemini: service_tier is the body's own field, whatever its spelling", () => {
  const body = (params: Record<string, string>) =>
    JSON.parse(gemini.next(plainAsk({ params }), [])!.body!);
  assert.deepEqual(body({ service_tier: "flex" }), body({ serviceTier: "flex" }));
  assert.equal(body({ service_tier: "flex" }).serviceTier, "flex");
});
