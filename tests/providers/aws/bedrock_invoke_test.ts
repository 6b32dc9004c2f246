import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { bedrockInvoke } from "../../../benchmarks/providers/aws/bedrock_invoke.ts";
import { event, exception } from "../../support/event_frames.ts";
import { concat, exchangeOf, read, sameAtEverySplit } from "../exchanges.ts";

const chunk = (value: unknown) =>
  event("chunk", { bytes: Buffer.from(JSON.stringify(value)).toString("base64"), p: "abcdef" });
const metrics = (over: object = {}) => ({
  "amazon-bedrock-invocationMetrics": {
    inputTokenCount: 20,
    outputTokenCount: 7,
    invocationLatency: 900,
    firstByteLatency: 300,
    ...over,
  },
});
const reading = (chunks: unknown[]) => {
  const { row, text } = sameAtEverySplit(bedrockInvoke, concat(chunks.map(chunk)));
  return {
    status: row.status,
    finish: [row.finish_reason, row.finish_reason_raw],
    content: text.content,
    reasoning: text.reasoning,
    input: row.input_tokens_reported,
    output: row.output_tokens_reported,
    cached: row.cached_tokens_reported,
    timings: row.server_timings,
  };
};
const common = {
  status: "ok",
  content: "Grüße 🌍",
  reasoning: "",
  input: 20,
  output: 7,
  cached: null,
  timings: '{"invocationLatency":900,"firstByteLatency":300}',
};

Deno.test("bedrock-invoke: chunks of each family of models", () => {
  assert.deepEqual(
    reading([
      { generation: "Grüße", prompt_token_count: 19, generation_token_count: 1, stop_reason: null },
      { generation: " 🌍", prompt_token_count: null, generation_token_count: 6, stop_reason: null },
      {
        generation: "",
        prompt_token_count: null,
        generation_token_count: 7,
        stop_reason: "stop",
        ...metrics(),
      },
    ]),
    { ...common, finish: ["stop", "stop"] },
  );
  assert.deepEqual(
    reading([
      {
        outputText: "Grüße",
        index: 0,
        totalOutputTextTokenCount: null,
        completionReason: null,
        inputTextTokenCount: 19,
      },
      {
        outputText: " 🌍",
        index: 0,
        totalOutputTextTokenCount: 7,
        completionReason: "LENGTH",
        inputTextTokenCount: null,
        ...metrics(),
      },
    ]),
    { ...common, finish: ["length", "LENGTH"] },
  );
  assert.deepEqual(
    reading([
      {
        type: "message_start",
        message: {
          id: "msg_1",
          type: "message",
          role: "assistant",
          model: "claude-3-5-sonnet-20240620",
          content: [],
          usage: { input_tokens: 15, output_tokens: 1 },
        },
      },
      { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Hm" } },
      { type: "content_block_stop", index: 0 },
      { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "Grüße 🌍" } },
      { type: "content_block_stop", index: 1 },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 7 },
      },
      {
        type: "message_stop",
        ...metrics({ cacheReadInputTokenCount: 100, cacheWriteInputTokenCount: 5 }),
      },
    ]),
    {
      ...common,
      reasoning: "Hm",
      finish: ["stop", "end_turn"],
      input: 125, // 20 and what a cache held and was given
      cached: 100,
    },
  );
  assert.deepEqual(
    reading([
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { delta: { text: "Grüße 🌍" }, contentBlockIndex: 0 } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: "max_tokens" } },
      { metadata: { usage: { inputTokens: 20, outputTokens: 7 }, metrics: {} }, ...metrics() },
    ]),
    { ...common, finish: ["length", "max_tokens"] },
  );
  assert.deepEqual(
    reading([
      { outputs: [{ text: "Grüße", stop_reason: null }] },
      { outputs: [{ text: " 🌍", stop_reason: "stop" }], ...metrics() },
    ]),
    { ...common, finish: ["stop", "stop"] },
  );
  assert.deepEqual(
    reading([
      { choices: [{ index: 0, delta: { content: "Grüße 🌍" }, finish_reason: null }] },
      { choices: [{ index: 0, delta: {}, finish_reason: "length" }], ...metrics() },
    ]),
    { ...common, finish: ["length", "length"] },
  );
});

Deno.test("bedrock-invoke: what goes wrong inside the stream", () => {
  const first = chunk({ generation: "kept", prompt_token_count: 1, generation_token_count: 1 });
  const cases: [Uint8Array, string, string | null, RegExp][] = [
    [
      exception("modelTimeoutException", '{"message":"took too long"}'),
      "stream_error",
      "modelTimeoutException",
      /^took too long$/,
    ],
    [
      chunk({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
      "stream_error",
      "overloaded_error",
      /^Overloaded$/,
    ],
    [event("chunk", { bytes: "***" }), "protocol", null, /not a JSON object/],
    [chunk(["a"]), "protocol", null, /not a JSON object: \["a"\]/],
  ];
  for (const [bytes, errorClass, code, message] of cases) {
    const { row, text } = sameAtEverySplit(bedrockInvoke, concat([first, bytes]));
    assert.deepEqual([row.status, row.error_class, row.error_code], ["failed", errorClass, code]);
    assert.match(row.error_message!, message);
    assert.equal(text.content, "kept");
  }
  assert.equal(read(bedrockInvoke, [exchangeOf(first)]).row.error_class, "truncated");
});

Deno.test("bedrock-invoke: a chunk that is not in base64, as aimock sends it", () => {
  const bytes = concat([
    event("chunk", { generation: "Hello", stop_reason: null }),
    event("chunk", { generation: "", stop_reason: "stop" }),
  ]);
  const { row, text } = sameAtEverySplit(bedrockInvoke, bytes);
  assert.deepEqual([row.status, text.content], ["ok", "Hello"]);
});
