import assert from "node:assert/strict";
import { bedrockConverse } from "../../../benchmarks/providers/aws/bedrock_converse.ts";
import { concat, exchangeOf, read, sameAtEverySplit } from "../exchanges.ts";
import { encoder, event, frame, stop } from "./converse_frames.ts";

const say = (delta: unknown, contentBlockIndex = 0) =>
  event("contentBlockDelta", { contentBlockIndex, delta, p: "abcdefg" });
const start = event("messageStart", { p: "abcd", role: "assistant" });
const streamOf = (...frames: Uint8Array[]) => sameAtEverySplit(bedrockConverse, concat(frames));

Deno.test("bedrock-converse: text, reasoning, usage with caches, latency and tier", () => {
  const { row, text } = streamOf(
    start,
    say({ reasoningContent: { text: "Let me " } }),
    say({ reasoningContent: { text: "see." } }),
    say({ reasoningContent: { signature: "EqoBCkgIARABGAIiQL8" } }),
    event("contentBlockStop", { contentBlockIndex: 0, p: "ab" }),
    say({ text: "Grüße, " }, 1),
    say({ text: "Welt 🌍" }, 1),
    event("contentBlockStop", { contentBlockIndex: 1, p: "a" }),
    stop("end_turn"),
    event("metadata", {
      metrics: { latencyMs: 1234 },
      p: "abcdefghijk",
      serviceTier: { type: "flex" },
      usage: {
        cacheReadInputTokens: 100,
        cacheWriteInputTokens: 30,
        inputTokens: 12,
        outputTokens: 9,
        totalTokens: 151,
      },
    }),
  );
  assert.deepEqual([row.status, row.finish_reason, row.finish_reason_raw], [
    "ok",
    "stop",
    "end_turn",
  ]);
  assert.deepEqual([text.reasoning, text.content], ["Let me see.", "Grüße, Welt 🌍"]);
  assert.deepEqual(
    [
      row.input_tokens_reported,
      row.output_tokens_reported,
      row.cached_tokens_reported,
      row.cache_write_tokens_reported,
      row.reasoning_tokens_reported,
    ],
    [142, 9, 100, 30, null],
  );
  assert.deepEqual([row.server_timings, row.service_tier_echoed], ['{"latencyMs":1234}', "flex"]);
  assert.ok(row.role_s !== null);
});

Deno.test("bedrock-converse: a tool call, its input in pieces", () => {
  const { row, text } = streamOf(
    start,
    event("contentBlockStart", {
      contentBlockIndex: 0,
      start: { toolUse: { name: "look", toolUseId: "tooluse_1" } },
    }),
    say({ toolUse: { input: '{"at":' } }),
    say({ toolUse: { input: '"moon"}' } }),
    event("contentBlockStop", { contentBlockIndex: 0 }),
    stop("tool_use"),
    event("metadata", {
      usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
      metrics: { latencyMs: 5 },
    }),
  );
  assert.deepEqual([row.status, row.finish_reason, text.tool_call], [
    "ok",
    "tool_calls",
    '{"at":"moon"}',
  ]);
});

Deno.test("bedrock-converse: every stop reason is one of the closed set", () => {
  const expected = {
    end_turn: "stop",
    stop_sequence: "stop",
    max_tokens: "length",
    model_context_window_exceeded: "length",
    tool_use: "tool_calls",
    content_filtered: "content_filter",
    guardrail_intervened: "content_filter",
    malformed_model_output: "error",
    malformed_tool_use: "error",
    of_next_year: "other",
  };
  for (const [raw, reason] of Object.entries(expected)) {
    const bytes = concat([start, say({ text: "x" }), stop(raw)]);
    const { row } = read(bedrockConverse, [exchangeOf(bytes)]);
    assert.deepEqual([row.finish_reason, row.finish_reason_raw], [reason, raw]);
  }
});

Deno.test("bedrock-converse: what goes wrong inside the stream", () => {
  const exception = (type: string, body: string) =>
    frame({
      ":exception-type": type,
      ":content-type": "application/json",
      ":message-type": "exception",
    }, body);
  const cases: [Uint8Array, string, string | null, RegExp][] = [
    [
      exception("throttlingException", '{"message":"Too many tokens, wait before trying again."}'),
      "rate_limited",
      "throttlingException",
      /^Too many tokens/,
    ],
    [
      exception("modelStreamErrorException", '{"message":"broke","originalStatusCode":500}'),
      "stream_error",
      "modelStreamErrorException",
      /^broke$/,
    ],
    [exception("validationException", ""), "stream_error", "validationException", /without a/],
    [
      frame({
        ":message-type": "error",
        ":error-code": "InternalFailure",
        ":error-message": "The service fell over",
      }, ""),
      "stream_error",
      "InternalFailure",
      /^The service fell over$/,
    ],
    [event("contentBlockDelta", "a bare string"), "protocol", null, /not a JSON object/],
    [frame({ ":message-type": "poem" }, ""), "protocol", null, /unknown kind: poem/],
    [frame({}, ""), "protocol", null, /unknown kind: none/],
    [encoder.encode("upstream timed out"), "protocol", null, /text stands.*: upstream tim$/],
  ];
  for (const [bytes, errorClass, code, message] of cases) {
    const { row, text } = streamOf(start, say({ text: "kept" }), bytes);
    assert.deepEqual([row.status, row.error_class, row.error_code, row.http_status], [
      "failed",
      errorClass,
      code,
      200,
    ]);
    assert.match(row.error_message!, message);
    assert.equal(text.content, "kept");
  }
});

Deno.test("bedrock-converse: streams that end early", () => {
  const bytes = concat([start, say({ text: "half" })]);
  assert.equal(read(bedrockConverse, [exchangeOf(bytes)]).row.error_class, "truncated");
  // A half frame at the end of a body that HTTP says is whole.
  const torn = sameAtEverySplit(bedrockConverse, bytes.subarray(0, bytes.length - 3));
  assert.deepEqual([torn.row.error_class, torn.row.error_message], [
    "protocol",
    "The body ended within a frame",
  ]);
  // A frame of another kind of event says nothing; an answer without text is empty.
  const { row } = streamOf(start, event("trace", { guardrail: {} }), stop("end_turn"));
  assert.equal(row.error_class, "empty");
});
