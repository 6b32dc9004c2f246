import assert from "node:assert/strict";
import { openaiCompletions as provider } from "../../../benchmarks/providers/openai/openai_completions.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { openaiCompletions as simulated } from "../../../benchmarks/simulator/protocols/openai_completions.ts";
import { checkFixtures } from "../fixture_checks.ts";
import { exchangeOf, read } from "../exchanges.ts";
import { checkProtocol } from "../protocol_checks.ts";

checkProtocol(provider, simulated);

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const text = (text: string, finish: string | null = null, more: object = {}) =>
  event({ choices: [{ index: 0, text, logprobs: null, finish_reason: finish }], ...more });
const done = "data: [DONE]\n\n";
const content = (text: string): Delta => ({ kind: "content", text });
const zeros = { usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } };

checkFixtures(provider, [
  {
    what: "OpenAI's own stream: usage null, then a chunk without choices",
    body: text("Two", null, { id: "cmpl-1", model: "gpt-3.5-turbo-instruct", usage: null }) +
      text(" roads", "stop", { id: "cmpl-1", model: "gpt-3.5-turbo-instruct", usage: null }) +
      event({
        id: "cmpl-1",
        model: "gpt-3.5-turbo-instruct",
        choices: [],
        usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
      }) + done,
    deltas: [
      { kind: "served", model: "gpt-3.5-turbo-instruct", requestId: "cmpl-1" },
      content("Two"),
      content(" roads"),
      { kind: "finish", reason: "stop", raw: "stop" },
      { kind: "usage", usage: { input: 5, output: 2 } },
      { kind: "done" },
    ],
  },
  {
    what: "Ollama: zeros in usage on every chunk before the true one",
    body: text("a", null, zeros) + text("b", null, zeros) + text("", "length", zeros) +
      event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 } }) +
      done,
    deltas: [
      content("a"),
      content("b"),
      { kind: "finish", reason: "length", raw: "length" },
      { kind: "usage", usage: { input: 9, output: 2 } },
      { kind: "done" },
    ],
  },
  {
    what: "the same text in two fields, counted once",
    body: event({
      choices: [{ index: 0, text: "x", delta: { token_id: 7, role: "assistant", content: "x" } }],
    }) + text("", "eos") + done,
    deltas: [
      { kind: "role" },
      content("x"),
      { kind: "finish", reason: "stop", raw: "eos" },
      { kind: "done" },
    ],
  },
  {
    what: "llama.cpp: fingerprint, and timings and usage on the chunk that ends",
    body: text(" find", null, { model: "smol", system_fingerprint: "b1", id: "c1" }) +
      text("", "length", {
        model: "smol",
        system_fingerprint: "b1",
        id: "c1",
        usage: {
          completion_tokens: 3,
          prompt_tokens: 2,
          prompt_tokens_details: { cached_tokens: 1 },
        },
        timings: { prompt_ms: 184.381, predicted_ms: 199.568 },
      }) + done,
    deltas: [
      { kind: "served", model: "smol", fingerprint: "b1", requestId: "c1" },
      content(" find"),
      {
        kind: "served",
        model: "smol",
        fingerprint: "b1",
        timings: { prompt_ms: 184.381, predicted_ms: 199.568 },
        requestId: "c1",
      },
      { kind: "finish", reason: "length", raw: "length" },
      { kind: "usage", usage: { input: 2, output: 3, cached: 1 } },
      { kind: "done" },
    ],
  },
  {
    what: "an error in the stream (vLLM), and a plain string",
    body: text("x") +
      event({ error: { message: "boom", type: "InternalServerError", code: 500 } }) +
      event({ error: "again" }),
    deltas: [
      content("x"),
      { kind: "error", class: "stream_error", code: "InternalServerError", message: "boom" },
      { kind: "error", class: "stream_error", code: null, message: "again" },
    ],
  },
  {
    what: "a plain completion",
    body: '{"object":"text_completion","choices":[{"text":"hi","finish_reason":"length"}],' +
      '"usage":{"prompt_tokens":1,"completion_tokens":1}}',
    deltas: [
      { kind: "unstreamed" },
      content("hi"),
      { kind: "finish", reason: "length", raw: "length" },
      { kind: "usage", usage: { input: 1, output: 1 } },
    ],
  },
]);

Deno.test("openai-completions: zeros of a stream that was cut are not reported tokens", () => {
  const bytes = new TextEncoder().encode(text("a", null, zeros));
  const end = { how: "reset" as const, at: 4e6, code: "ECONNRESET" };
  const { row } = read(provider, [exchangeOf(bytes, { end })]);
  assert.deepEqual([row.input_tokens_reported, row.output_tokens_reported], [null, null]);
});

Deno.test("openai-completions: the request", () => {
  const ask = {
    baseUrl: "http://h/v1/",
    model: "m",
    messages: [
      { role: "system" as const, content: "Be brief." },
      { role: "user" as const, content: "hi" },
    ],
    maxOutputTokens: 7,
    params: { temperature: 0, stream_options: null },
  };
  const request = provider.next(ask, [])!;
  assert.equal(request.url, "http://h/v1/completions");
  assert.deepEqual(JSON.parse(request.body!), {
    model: "m",
    prompt: "Be brief.\n\nhi",
    max_tokens: 7,
    stream: true,
    temperature: 0,
  });
  assert.equal(provider.next(ask, [exchangeOf(new Uint8Array())]), null);
  const free = provider.next({ ...ask, maxOutputTokens: null }, [])!;
  assert.ok(!("max_tokens" in JSON.parse(free.body!)));
});
