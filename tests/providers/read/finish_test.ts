/**
 * Why answers end, in the vendors' own words: what broke off or was withheld is no success, what
 * nobody knows is told.
 */
import assert from "node:assert/strict";
import { reasonOf } from "../../../benchmarks/providers/read/finish.ts";
import { provider } from "../../../benchmarks/providers/index.ts";
import { event } from "../../support/event_frames.ts";
import { concat, exchangeOf, read } from "../exchanges.ts";

const encoder = new TextEncoder();
const sse = (...events: object[]) =>
  encoder.encode(events.map((e) => `data: ${JSON.stringify(e)}\n\n`).join(""));
const rowOf = (name: string, bytes: Uint8Array) => read(provider(name), [exchangeOf(bytes)]);

/** An answer of each protocol that said "hi" and ended with a word. */
const answers: Record<string, (word: string) => Uint8Array> = {
  openai: (w) => sse({ choices: [{ delta: { content: "hi" }, finish_reason: w }] }),
  "openai-completions": (w) => sse({ choices: [{ text: "hi", finish_reason: w }] }),
  "openai-responses": (w) =>
    sse({ type: "response.output_text.delta", delta: "hi" }, {
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: w } },
    }),
  anthropic: (w) =>
    sse(
      { type: "content_block_delta", delta: { type: "text_delta", text: "hi" } },
      { type: "message_delta", delta: { stop_reason: w } },
    ),
  gemini: (w) => sse({ candidates: [{ content: { parts: [{ text: "hi" }] }, finishReason: w }] }),
  cohere: (w) =>
    sse(
      { type: "content-delta", delta: { message: { content: { text: "hi" } } } },
      { type: "message-end", delta: { finish_reason: w } },
    ),
  ollama: (w) =>
    encoder.encode(JSON.stringify({ message: { content: "hi" }, done: true, done_reason: w })),
  tgi: (w) => sse({ token: { text: "hi" }, details: { finish_reason: w } }),
  triton: (w) => sse({ text_output: "hi", finish_reason: w }),
  "bedrock-converse": (w) =>
    concat([
      event("contentBlockDelta", { delta: { text: "hi" } }),
      event("messageStop", { stopReason: w }),
      event("metadata", {}),
    ]),
  "bedrock-invoke": (w) => event("chunk", { generation: "hi", stop_reason: w }),
  sagemaker: (w) => event("PayloadPart", { token: { text: "hi" }, details: { finish_reason: w } }),
};

/** Words that gateways hand on: whoever says them, in whatever protocol. */
const broken: [string, string][] = [
  ["network_error", "error"],
  ["sensitive", "content_filter"],
  ["insufficient_system_resource", "error"],
  ["guardrail_intervened", "content_filter"],
  ["abort", "error"],
  ["error", "error"],
];

for (const [name, answer] of Object.entries(answers)) {
  Deno.test(`${name}: an answer that ended with a word of breaking off is failed, its text kept`, () => {
    for (const [word, reason] of broken) {
      const { row, text } = rowOf(name, answer(word));
      assert.deepEqual(
        [row.status, row.error_class, row.error_code, row.finish_reason, row.finish_reason_raw],
        ["failed", "stream_error", word, reason, word],
      );
      assert.equal(text.content, "hi");
      assert.match(row.error_message!, new RegExp(word));
    }
  });

  Deno.test(`${name}: a word that nobody knows is other, with the word`, () => {
    const { row } = rowOf(name, answer("went_for_a_walk"));
    assert.deepEqual(
      [row.status, row.finish_reason, row.finish_reason_raw],
      ["ok", "other", "went_for_a_walk"],
    );
  });
}

Deno.test("the vendors' own lists", () => {
  const lists: [string, string, string][] = [
    // Z.ai, DeepSeek, Mistral, IBM watsonx, vLLM, MiniMax
    ["openai", "model_context_window_exceeded", "length"],
    ["openai", "model_length", "length"],
    ["openai", "token_limit", "length"],
    ["openai", "max_output", "length"],
    ["openai", "time_limit", "error"],
    ["openai", "cancelled", "error"],
    ["openai", "repetition", "error"],
    ["openai", "content-filter", "content_filter"],
    ["openai", "SAFETY", "content_filter"],
    ["openai", "MAX_TOKENS", "length"],
    ["anthropic", "refusal", "content_filter"],
    ["anthropic", "model_context_window_exceeded", "length"],
    ["anthropic", "pause_turn", "other"],
    ["gemini", "OTHER", "error"],
    ["gemini", "LANGUAGE", "error"],
    ["gemini", "MALFORMED_FUNCTION_CALL", "error"],
    ["gemini", "MISSING_THOUGHT_SIGNATURE", "error"],
    ["gemini", "PROHIBITED_CONTENT", "content_filter"],
    ["gemini", "SPII", "content_filter"],
    ["cohere", "ERROR_LIMIT", "error"],
    ["cohere", "ERROR_TOXIC", "content_filter"],
    ["bedrock-converse", "content_filtered", "content_filter"],
    ["bedrock-converse", "malformed_tool_use", "error"],
    ["bedrock-invoke", "CONTENT_FILTERED", "content_filter"],
  ];
  for (const [name, word, reason] of lists) {
    const { row } = rowOf(name, answers[name](word));
    assert.deepEqual([row.finish_reason, row.finish_reason_raw], [reason, word], `${name} ${word}`);
  }
});

Deno.test("what servers write while there is no reason is none", () => {
  for (const word of ["null", "None", "", "FINISH_REASON_UNSPECIFIED", "not_finished"]) {
    const { row } = rowOf("openai", answers.openai(word));
    assert.deepEqual([row.error_class, row.finish_reason], ["truncated", null], word);
  }
});

Deno.test("reasonOf() reads its own list first, and no name of JavaScript's objects", () => {
  assert.equal(reasonOf("STOP", { STOP: "tool_calls" }), "tool_calls");
  assert.equal(reasonOf("constructor"), "other");
});

Deno.test("what a server says of its reason is the message", () => {
  const { row } = rowOf(
    "gemini",
    sse({ candidates: [{ finishReason: "SAFETY", finishMessage: "Blocked for a test." }] }),
  );
  assert.deepEqual([row.error_code, row.error_message], ["SAFETY", "Blocked for a test."]);
  const sglang = { type: "abort", message: "Out of memory", status_code: 500 };
  const aborted = rowOf(
    "openai",
    sse({ choices: [{ delta: { content: "hi" }, finish_reason: sglang }] }),
  );
  assert.deepEqual([aborted.row.status, aborted.row.error_code, aborted.row.error_message], [
    "failed",
    "abort",
    "Out of memory",
  ]);
});
