/**
 * What a provider's page says of its columns holds: an answer written by hand that tells all its protocol can tell
 * fills every column that is said to be told, and none that is said not to be.
 */
import assert from "node:assert/strict";
import { protocolOf, provider, providers } from "../../../benchmarks/providers/index.ts";
import { toldColumns } from "../../../benchmarks/providers/provider.ts";
import { record } from "../../../benchmarks/record/record.ts";
import { event, frame } from "../../support/event_frames.ts";
import { type Around, concat, exchangeOf, read } from "../protocol_checks.ts";

type Head = [string, string][];
const head: Head = [
  ["x-request-id", "req-1"],
  ["x-ratelimit-limit-requests", "60"],
  ["server-timing", "total;dur=12"],
];
const amazon: Head = [["content-type", "application/vnd.amazon.eventstream"], ...head];

interface Answer {
  body: Uint8Array;
  headers?: Head;
  around?: Around;
}

const sse = (...events: (object | [name: string, data: object | string])[]): Uint8Array =>
  concat(events.map((e) => {
    const [name, data] = Array.isArray(e) ? e : [null, e];
    const text = typeof data === "string" ? data : JSON.stringify(data);
    return `${name ? `event: ${name}\n` : ""}data: ${text}\n\n`;
  }));
const json = (...lines: object[]): Uint8Array =>
  concat(lines.map((line) => `${JSON.stringify(line)}\n`));

const call = { function: { name: "f", arguments: "{}" } };
const chat = {
  id: "c-1",
  model: "m-1",
  system_fingerprint: "fp",
  service_tier: "default",
  choices: [{
    delta: { reasoning_content: "hm", content: "hi", tool_calls: [call] },
    finish_reason: "stop",
  }],
  usage: {
    prompt_tokens: 9,
    completion_tokens: 4,
    prompt_tokens_details: { cached_tokens: 2, cache_write_tokens: 1 },
    completion_tokens_details: { reasoning_tokens: 1 },
  },
};
const messages = [
  {
    type: "message_start",
    message: {
      id: "msg-1",
      model: "m-1",
      usage: {
        input_tokens: 5,
        cache_read_input_tokens: 3,
        cache_creation_input_tokens: 1,
        service_tier: "standard",
      },
    },
  },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "hm" } },
  { type: "content_block_start", index: 1, content_block: { type: "tool_use", name: "f" } },
  {
    type: "content_block_delta",
    index: 1,
    delta: { type: "input_json_delta", partial_json: "{}" },
  },
  { type: "content_block_delta", index: 2, delta: { type: "text_delta", text: "hi" } },
  {
    type: "message_delta",
    delta: { stop_reason: "end_turn" },
    usage: { output_tokens: 4, output_tokens_details: { thinking_tokens: 1 } },
  },
  { type: "message_stop" },
];
const gemini = {
  modelVersion: "m-1",
  responseId: "r-1",
  candidates: [{
    content: {
      parts: [{ text: "hm", thought: true }, { text: "hi" }, {
        functionCall: { name: "f", args: { x: 1 } },
      }],
    },
    finishReason: "STOP",
  }],
  usageMetadata: {
    promptTokenCount: 9,
    candidatesTokenCount: 3,
    thoughtsTokenCount: 1,
    cachedContentTokenCount: 2,
    trafficType: "ON_DEMAND",
  },
};
const packed = (value: object) => event("chunk", { bytes: btoa(JSON.stringify(value)) });
const metrics = {
  inputTokenCount: 5,
  outputTokenCount: 4,
  cacheReadInputTokenCount: 3,
  cacheWriteInputTokenCount: 1,
  invocationLatency: 12,
  firstByteLatency: 3,
};
const prediction = {
  id: "p-1",
  model: "m-1",
  version: "v-1",
  status: "processing",
  urls: { stream: "http://stream.test/p-1" },
};
const ended = {
  ...prediction,
  status: "succeeded",
  output: ["hi"],
  metrics: { input_token_count: 9, output_token_count: 4, predict_time: 0.5, total_time: 0.6 },
};

/** By protocol: answers that between them tell all it can. */
const answers: Record<string, Answer[]> = {
  openai: [{ body: sse(chat, ["message", "[DONE]"]), headers: head }],
  "openai-completions": [{
    body: sse({ ...chat, choices: [{ text: "hi", finish_reason: "stop" }] }),
    headers: head,
  }],
  "openai-responses": [{
    body: sse(
      { type: "response.reasoning_text.delta", delta: "hm" },
      { type: "response.output_text.delta", delta: "hi" },
      { type: "response.function_call_arguments.delta", delta: "{}" },
      {
        type: "response.completed",
        response: {
          id: "resp-1",
          model: "m-1",
          status: "completed",
          service_tier: "default",
          usage: {
            input_tokens: 9,
            output_tokens: 4,
            input_tokens_details: { cached_tokens: 2, cache_write_tokens: 1 },
            output_tokens_details: { reasoning_tokens: 1 },
          },
        },
      },
    ),
    headers: head,
  }],
  anthropic: [{ body: sse(...messages), headers: head }],
  gemini: [{ body: sse(gemini), headers: head }],
  vertex: [gemini, chat].map((e) => ({ body: sse(e), headers: head }))
    .concat({ body: sse(...messages), headers: head }),
  ollama: [{
    body: json(
      {
        model: "m-1",
        message: { role: "assistant", thinking: "hm", content: "hi", tool_calls: [call] },
      },
      {
        done: true,
        done_reason: "stop",
        prompt_eval_count: 9,
        prompt_eval_cached_count: 2,
        eval_count: 4,
        total_duration: 12,
      },
    ),
  }],
  cohere: [{
    body: sse(
      { type: "message-start", id: "c-1", delta: { message: { role: "assistant" } } },
      {
        type: "content-delta",
        delta: { message: { content: { thinking: "hm", text: "hi" }, tool_calls: call } },
      },
      {
        type: "message-end",
        delta: {
          finish_reason: "COMPLETE",
          usage: {
            tokens: { input_tokens: 9, output_tokens: 4 },
            cached_tokens: 2,
            billed_units: { input_tokens: 3, output_tokens: 4 },
          },
        },
      },
    ),
    headers: head,
  }],
  replicate: [{
    body: sse(["output", "hi"], ["done", "{}"]),
    headers: head,
    around: (stream) => [
      exchangeOf(json(prediction), { status: 201 }),
      {
        ...stream,
        started: 5e6,
        headersAt: 6e6,
        arrivals: [{ at: 7e6, endByte: stream.bytes.length }],
        end: { ...stream.end, at: 8e6 },
      },
      exchangeOf(json(ended), { started: 9e6 }),
    ],
  }],
  tgi: [{
    body: sse(
      { token: { text: "hi", special: false } },
      {
        token: { text: "</s>", special: true },
        details: { finish_reason: "eos_token", generated_tokens: 4, input_length: 9 },
      },
    ),
    headers: [["x-request-id", "req-1"], ["x-compute-type", "gpu"]],
  }],
  llamacpp: [{
    body: sse({
      content: "hi",
      stop: true,
      stop_type: "eos",
      model: "m-1",
      tokens_evaluated: 9,
      tokens_predicted: 4,
      timings: { cache_n: 2, prompt_ms: 12 },
    }),
  }],
  triton: [{
    body: sse({
      model_name: "m-1",
      text_output: "hi",
      finish_reason: "stop",
      num_input_tokens: 9,
      num_output_tokens: 4,
    }),
  }],
  "bedrock-converse": [{
    body: concat([
      event("contentBlockDelta", { delta: { reasoningContent: { text: "hm" } } }),
      event("contentBlockDelta", { delta: { text: "hi" } }),
      event("contentBlockDelta", { delta: { toolUse: { input: "{}" } } }),
      event("messageStop", { stopReason: "end_turn" }),
      event("metadata", {
        usage: {
          inputTokens: 5,
          outputTokens: 4,
          cacheReadInputTokens: 3,
          cacheWriteInputTokens: 1,
        },
        metrics: { latencyMs: 12 },
        serviceTier: { type: "default" },
      }),
    ]),
    headers: amazon,
  }],
  "bedrock-invoke": [
    {
      body: concat([
        ...messages.slice(0, -1).map(packed),
        packed({ type: "message_stop", "amazon-bedrock-invocationMetrics": metrics }),
      ]),
      headers: amazon,
    },
    { body: packed(chat), headers: amazon },
  ],
  sagemaker: [
    {
      body: frame(
        { ":event-type": "PayloadPart", ":message-type": "event" },
        sse(chat, ["message", "[DONE]"]),
      ),
      headers: amazon,
    },
  ],
};

Deno.test("what is told of columns is of the record's columns, and of every protocol", () => {
  for (const column of toldColumns) assert.ok(column in record, column);
  assert.deepEqual(
    [...new Set(providers.map(protocolOf))].toSorted(),
    Object.keys(answers).toSorted(),
  );
});

for (const [name, own] of Object.entries(answers)) {
  Deno.test(`${name}: an answer that tells everything fills the columns that are said to be told, and no other`, () => {
    const found = provider(name);
    const rows = own.map(({ body, headers = [], around = (stream) => [stream] }) =>
      read(found, around(exchangeOf(body, { headers }))).row
    );
    for (const row of rows) assert.equal(row.status, "ok", row.error_message ?? "");
    const filled = toldColumns.filter((column) => rows.some((row) => row[column] !== null));
    const told = toldColumns.filter((column) => typeof found.about.told[column] === "string");
    assert.deepEqual(filled, told);
  });
}

Deno.test("what services add to their protocol's columns names columns the decoder fills", () => {
  // A service's own answer is read by its protocol's decoder: what it cannot read, no service can be said to tell.
  for (const p of providers) {
    const shared = provider(protocolOf(p)).about;
    for (const column of toldColumns) {
      if (typeof p.about.told[column] !== "string") continue;
      assert.equal(typeof shared.told[column], "string", `${p.name}, ${column}`);
    }
    assert.ok(p.about.finishReasons === shared.finishReasons, p.name);
  }
});

Deno.test("witnesses: each is at work in the test that is named, and each such test is named", async () => {
  const named = new Set<string>();
  for (const { name, about } of providers) {
    for (const witness of about.witnesses) {
      const text = await Deno.readTextFile(witness.test);
      const seen = witness.kind === "client" || witness.name.startsWith("@")
        ? text.includes(`from "${witness.name}"`)
        : text.toLowerCase().includes(witness.name.toLowerCase());
      assert.ok(seen, `${name}: ${witness.name} in ${witness.test}`);
      named.add(witness.test);
    }
  }
  for (
    const [folder, pattern] of [
      ["tests/providers/sdk", /_test\.ts$/],
      ["tests/wire", /^aimock.*_test\.ts$/],
      ["tests/peers", /^(?!peer\.ts).*\.ts$/],
    ] as const
  ) {
    for await (const { name } of Deno.readDir(folder)) {
      if (pattern.test(name)) assert.ok(named.has(`${folder}/${name}`), name);
    }
  }
});
