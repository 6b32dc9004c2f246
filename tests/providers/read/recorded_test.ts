/**
 * Bodies as servers that this project did not write sent them (tests/peers/), byte for byte. What each must
 * decode to was read off the bytes by eye.
 */
import assert from "node:assert/strict";
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import { outcomeOf } from "../../../benchmarks/record/outcome.ts";
import type { Exchange } from "../../../benchmarks/providers/recording.ts";
import { servedByHead } from "../../../benchmarks/providers/read/served.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { merged } from "../merged.ts";

const bytesOf = (name: string) =>
  Deno.readFileSync(new URL(`../../fixtures/${name}`, import.meta.url));
const decode = (name: string): Delta[] => {
  const decoder = openai.decoder(0, { status: 200, headers: [] });
  return [...decoder.push(bytesOf(name)), ...decoder.end()];
};
const content = (text: string): Delta => ({ kind: "content", text });

Deno.test("llama.cpp: pings are no events, the role comes with content null, timings stand beside usage", () => {
  const deltas = decode("llama_cpp-ping.sse");
  const served = {
    kind: "served" as const,
    requestId: "chatcmpl-RVEQkUmd0BS4kmLogjBx19bOLPIk8Qxs",
    model: "smollm2-135m",
    fingerprint: "b1-571d0d5",
  };
  assert.deepEqual(deltas, [
    served,
    { kind: "role" },
    ...["Paris", " in", " one", " sentence", " with", " an", " em", "oji"].map(content),
    { kind: "finish", reason: "length", raw: "length" },
    {
      ...served,
      timings: {
        cache_n: 0,
        prompt_n: 194,
        prompt_ms: 8230.059,
        prompt_per_token_ms: 42.422984536082474,
        prompt_per_second: 23.57212749021605,
        predicted_n: 8,
        predicted_ms: 780.642,
        predicted_per_token_ms: 97.58025,
        predicted_per_second: 10.247975384363126,
      },
    },
    { kind: "usage", usage: { input: 194, output: 8, cached: 0 } },
    { kind: "done" },
  ]);
});

Deno.test("llama.cpp: what stands before the first token says nothing, however it is cut", () => {
  const bytes = bytesOf("llama_cpp-ping.sse");
  const first = new TextDecoder().decode(bytes).indexOf("data:");
  const decoder = openai.decoder(0, { status: 200, headers: [] });
  for (let i = 0; i < first; i++) assert.deepEqual(decoder.push(bytes.subarray(i, i + 1)), []);
  assert.equal(first, 7 * ":\n\n".length, "seven pings, one a second");
  assert.equal(decoder.push(bytes.subarray(first))[0].kind, "served");
});

Deno.test("llama.cpp: a plain completion", () => {
  const deltas = decode("llama_cpp-plain.json");
  assert.deepEqual(deltas.map((d) => d.kind), [
    "unstreamed",
    "served",
    "role",
    "content",
    "finish",
    "usage",
  ]);
  assert.deepEqual(deltas[3], content("Hello! How"));
  assert.deepEqual(deltas[5], { kind: "usage", usage: { input: 31, output: 3, cached: 24 } });
});

Deno.test("LLMock: a chunk cut short is an error, what stands around it is kept", () => {
  const deltas = decode("llmock-malformed.sse");
  assert.deepEqual(
    merged(deltas.filter((d) => d.kind === "content")),
    merged(["m ", "reply: ", "I ", "saw ", "'Say ", "hello'."].map(content)),
  );
  const errors = deltas.filter((d) => d.kind === "error");
  assert.deepEqual(errors.map((d) => [d.class, /"model":"m","system_fi$/.test(d.message)]), [
    ["protocol", true],
  ]);
  assert.deepEqual(deltas.at(-1), { kind: "done" });
});

Deno.test("LiteLLM: the server behind it broke off, which it says inside its 200", () => {
  const deltas = decode("litellm-broken.sse");
  assert.deepEqual(deltas.slice(1), [
    { kind: "role" },
    content("Hello! "),
    content("LLMock "),
    {
      kind: "error",
      class: "stream_error",
      code: "500",
      message:
        "litellm.APIConnectionError: APIConnectionError: OpenAIException - Connection error.",
    },
  ]);
});

Deno.test("LiteLLM: the head names the call, as its own log does, and how long the proxy itself took", () => {
  assert.deepEqual(
    servedByHead([
      ["x-litellm-call-id", "deffab0b-fda7-40a6-93e0-793b27a76bb4"],
      ["x-litellm-model-group", "smol"],
      ["x-litellm-response-duration-ms", "3487.071990966797"],
      ["x-litellm-overhead-duration-ms", "3416.328"],
      ["x-litellm-callback-duration-ms", "0.0"],
      ["llm_provider-keep-alive", "timeout=5, max=100"],
    ]),
    [{
      kind: "served",
      requestId: "deffab0b-fda7-40a6-93e0-793b27a76bb4",
      timings: {
        "x-litellm-response-duration-ms": "3487.071990966797",
        "x-litellm-overhead-duration-ms": "3416.328",
        "x-litellm-callback-duration-ms": "0.0",
      },
    }],
  );
});

Deno.test("llama-cpp-python: broken off for a later request, with an end mark but no finish reason", () => {
  const deltas = decode("llama_cpp_python-interrupted.sse");
  const pieces = deltas.map((d) => d.kind === "content" ? d.pieces ?? 1 : 0);
  assert.equal(pieces.reduce((sum, count) => sum + count, 0), 10);
  assert.ok(!deltas.some((d) => d.kind === "finish"));
  assert.deepEqual(deltas.at(-1), { kind: "done" });
  // It left without the last chunk of the body, as curl said too (exit status 18).
  const end = { how: "reset" as const, at: 9, code: "UND_ERR_SOCKET" };
  const stamped = deltas.map((delta) => ({ at: 1, delta }));
  const outcome = (more: Delta[]) =>
    outcomeOf(
      { end, bytes: new Uint8Array(0) } as Exchange,
      [...stamped, ...more.map((delta) => ({ at: 2, delta }))],
      {},
      null,
    );
  assert.deepEqual([outcome([]).status, outcome([]).error?.class], ["failed", "connection_reset"]);
  const whole = outcome([{ kind: "finish", reason: "stop", raw: "stop" }]);
  assert.equal(
    whole.status,
    "ok",
    "an answer that was whole is not undone by how the server leaves",
  );
});
