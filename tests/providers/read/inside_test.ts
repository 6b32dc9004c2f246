/** Errors inside a success, wherever servers put them; the words are the vendors' own. */
import assert from "node:assert/strict";
import { provider } from "../../../benchmarks/providers/index.ts";
import { event } from "../../support/event_frames.ts";
import { exchangeOf, read } from "../exchanges.ts";

const encoder = new TextEncoder();
const sse = (...events: object[]) =>
  encoder.encode(events.map((e) => `data: ${JSON.stringify(e)}\n\n`).join(""));
const json = (...values: object[]) =>
  encoder.encode(values.map((v) => `${JSON.stringify(v)}\n`).join(""));
const rowOf = (name: string, bytes: Uint8Array) => read(provider(name), [exchangeOf(bytes)]);

const piece = { choices: [{ delta: { content: "kept" } }] };
const end = { choices: [{ delta: {}, finish_reason: "stop" }] };
const onChoice = (choice: object) => ({ choices: [{ delta: {}, ...choice }] });

/** Of each: the protocol, the answer, its class, its code and what its message holds. */
const errors: [string, Uint8Array, string, string | null, RegExp][] = [
  [
    "openai",
    sse(piece, { error: { message: "quota", code: "insufficient_quota" } }, end),
    "payment",
    "insufficient_quota",
    /quota/,
  ],
  [
    "openai",
    sse(piece, { errors: [{ message: "Boom", code: 7 }] }, end),
    "stream_error",
    "7",
    /Boom/,
  ],
  [
    "openai",
    sse(piece, { error: true, message: "engine died" }, end),
    "stream_error",
    null,
    /engine died/,
  ],
  ["openai", sse(piece, { error: "engine died" }, end), "stream_error", null, /engine died/],
  [
    "openai",
    sse(piece, onChoice({ error: { message: "x", code: 502 } }), end),
    "stream_error",
    "502",
    /x/,
  ],
  ["openai", sse(piece, onChoice({ delta: { error: "cut" } }), end), "stream_error", null, /cut/],
  [
    "openai",
    sse(piece, { error_code: 336003, error_msg: "too long" }, end),
    "stream_error",
    "336003",
    /too long/,
  ],
  [
    "openai",
    sse(piece, { x_groq: { error: "over capacity" } }, end),
    "stream_error",
    null,
    /over cap/,
  ],
  [
    "openai",
    sse(piece, { code: "Throttling.RateQuota", message: "Requests rate limit exceeded" }, end),
    "rate_limited",
    "Throttling.RateQuota",
    /rate limit/,
  ],
  [
    "openai",
    sse(piece, { code: "Arrearage", message: "make sure your account is in good standing" }, end),
    "payment",
    "Arrearage",
    /standing/,
  ],
  ["openai", sse(piece, { status: "error", msg: "broken" }, end), "stream_error", null, /broken/],
  ["openai", json({ choices: [], message: "no capacity" }), "stream_error", null, /no capacity/],
  [
    "openai",
    json({ success: false, code: 1002, msg: "rate limit" }),
    "rate_limited",
    "1002",
    /rate limit/,
  ],
  [
    "openai-completions",
    sse({ choices: [{ text: "kept", error: { message: "x" } }] }, end),
    "stream_error",
    null,
    /x/,
  ],
  [
    "openai-responses",
    sse({ type: "response.output_text.delta", delta: "kept" }, { code: 429, msg: "slow down" }),
    "rate_limited",
    "429",
    /slow/,
  ],
  [
    "anthropic",
    sse({ type: "message_start", message: {} }, {
      type: "error",
      error: { type: "rate_limit_error", message: "Slow" },
    }),
    "rate_limited",
    "rate_limit_error",
    /Slow/,
  ],
  [
    "anthropic",
    sse({ type: "message_start", message: {} }, { code: 500, msg: "no backend", success: false }),
    "stream_error",
    "500",
    /no backend/,
  ],
  [
    "gemini",
    sse({ candidates: [] }, {
      error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota exceeded" },
    }),
    "rate_limited",
    "RESOURCE_EXHAUSTED",
    /Quota/,
  ],
  ["gemini", sse({ candidates: [{ error: { message: "x", code: 3 } }] }), "stream_error", "3", /x/],
  ["cohere", sse({ message: "internal server error" }), "stream_error", null, /internal/],
  [
    "ollama",
    json({ message: { content: "kept" } }, { error: { message: "x" } }),
    "stream_error",
    null,
    /x/,
  ],
  [
    "tgi",
    sse({ token: { text: "kept" } }, { error: "x", error_type: "generation" }),
    "stream_error",
    "generation",
    /x/,
  ],
  ["triton", sse({ text_output: "kept" }, { error: "in_flight: x" }), "stream_error", null, /x/],
  [
    "llamacpp",
    sse({ content: "kept" }, { error: { code: 500, message: "x" } }),
    "stream_error",
    "500",
    /x/,
  ],
  [
    "bedrock-invoke",
    event("chunk", { message: "no backend", code: 500 }),
    "stream_error",
    "500",
    /no b/,
  ],
  ["sagemaker", event("PayloadPart", { error_msg: "x", code: 400 }), "stream_error", "400", /x/],
];

for (const [name, bytes, errorClass, code, message] of errors) {
  Deno.test(`${name}: an error inside, ${new TextDecoder().decode(bytes).slice(-70).trim()}`, () => {
    const { row } = rowOf(name, bytes);
    assert.deepEqual([row.status, row.error_class, row.error_code], ["failed", errorClass, code]);
    assert.match(row.error_message!, message);
  });
}

Deno.test("the text before an error inside is kept", () => {
  for (const [name, bytes] of errors) {
    if (!new TextDecoder().decode(bytes).includes("kept")) continue;
    assert.equal(rowOf(name, bytes).text.content, "kept", name);
  }
});
