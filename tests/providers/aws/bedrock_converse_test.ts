import assert from "node:assert/strict";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { bedrockConverse } from "../../../benchmarks/providers/aws/bedrock_converse.ts";
import type { Ask, Json } from "../../../benchmarks/providers/provider.ts";
import { concat, exchangeOf, read, sameAtEverySplit } from "../protocol_checks.ts";

const encoder = new TextEncoder();
/** AWS's own codec, so that no frame here is of our making. */
const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes as Uint8Array),
  (text) => encoder.encode(text),
);
const text = (value: string) => ({ type: "string" as const, value });
const frame = (headers: Record<string, string>, payload: string) =>
  codec.encode({
    headers: Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, text(v)])),
    body: encoder.encode(payload),
  });
const event = (type: string, value: unknown) =>
  frame({
    ":event-type": type,
    ":content-type": "application/json",
    ":message-type": "event",
  }, JSON.stringify(value));
const stop = (stopReason: string) => event("messageStop", { stopReason, p: "abc" });
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

Deno.test("bedrock-converse: refusals name their error in a header or the body", () => {
  const cases: [number, [string, string][], string, string, string, RegExp][] = [
    [
      429,
      [["x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/coral/x/"]],
      '{"message":"Too many requests"}',
      "rate_limited",
      "ThrottlingException",
      /^Too many requests$/,
    ],
    [
      400,
      [],
      '{"__type":"com.amazon.coral.service#ExpiredTokenException","Message":"expired"}',
      "auth",
      "ExpiredTokenException",
      /^expired$/,
    ],
    [
      403,
      [["x-amzn-errortype", "AccessDeniedException"]],
      '{"Message":"User is not authorized"}',
      "auth",
      "AccessDeniedException",
      /not authorized/,
    ],
    [
      424,
      [["x-amzn-errortype", "ModelErrorException"]],
      '{"message":"The model failed","originalStatusCode":500,"resourceName":"m"}',
      "server_error",
      "ModelErrorException",
      /^The model failed$/,
    ],
    [
      408,
      [["x-amzn-errortype", "ModelTimeoutException"]],
      '{"message":"took too long"}',
      "timeout",
      "ModelTimeoutException",
      /^took too long$/,
    ],
    [503, [], "<html><body>Service down</body></html>", "server_error", "503", /^Service down$/],
    [500, [], "", "server_error", "500", /without a body/],
    [418, [["x-amzn-errortype", "toString"]], "{}", "bad_request", "toString", /{}/],
  ];
  for (const [status, headers, body, errorClass, code, message] of cases) {
    const { row } = read(bedrockConverse, [
      exchangeOf(encoder.encode(body), {
        status,
        headers: [...headers, ["x-amzn-requestid", "r1"]],
      }),
    ]);
    assert.deepEqual([row.error_class, row.error_code, row.request_id], [errorClass, code, "r1"]);
    assert.match(row.error_message!, message);
  }
});

Deno.test("bedrock-converse: the request, with the names that other APIs have for its parameters", () => {
  const ask: Ask = {
    baseUrl: "https://bedrock-runtime.us-east-1.amazonaws.com/",
    model: "arn:aws:bedrock:us-east-1:1:inference-profile/us.a(b)-v1:0",
    messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "Hello" }],
    maxOutputTokens: 30,
    params: {},
  };
  const request = bedrockConverse.next(ask, [])!;
  assert.equal(
    request.url,
    "https://bedrock-runtime.us-east-1.amazonaws.com/model/" +
      "arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.a%28b%29-v1%3A0/converse-stream",
  );
  const messages = [{ role: "user", content: [{ text: "Hello" }] }];
  const plain = { messages, system: [{ text: "Be brief." }], inferenceConfig: { maxTokens: 30 } };
  const cases: [Record<string, Json>, unknown][] = [
    [{}, plain],
    [
      { temperature: 0, top_p: 0.9, stop: "END", max_tokens: 5 },
      {
        ...plain,
        inferenceConfig: { maxTokens: 5, temperature: 0, topP: 0.9, stopSequences: ["END"] },
      },
    ],
    [{ max_tokens: null, system: null }, { messages }],
    [{ inferenceConfig: { maxTokens: 7, topP: 1 } }, {
      ...plain,
      inferenceConfig: { maxTokens: 7, topP: 1 },
    }],
    [{ service_tier: "priority", reasoning_effort: "low", top_k: 3 }, {
      ...plain,
      serviceTier: { type: "priority" },
      additionalModelRequestFields: { reasoning_effort: "low", top_k: 3 },
    }],
    [{ additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } } }, {
      ...plain,
      additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } },
    }],
  ];
  for (const [params, expected] of cases) {
    assert.deepEqual(JSON.parse(bedrockConverse.next({ ...ask, params }, [])!.body!), expected);
  }
});
