/** How chat completions end, and where they are asked for. */
import assert from "node:assert/strict";
import { openai } from "../../../benchmarks/providers/openai/openai.ts";
import { content, decode, done, finish, plainAsk } from "../decoder_cases.ts";
import { concat, exchangeOf, read } from "../exchanges.ts";
import { delta, end } from "./chunks.ts";

for (
  const [raw, reason] of [
    ["model_length", "length"], // Mistral
    ["insufficient_system_resource", "error"], // DeepSeek
    ["abort", "error"], // vLLM, SGLang
    ["error", "error"], // Mistral, OpenRouter
    ["STOP", "stop"],
  ] as const
) {
  Deno.test(`openai.decoder() reads finish reason ${raw} as ${reason}`, () => {
    const bytes = new TextEncoder().encode(delta({ content: "a" }) + end(raw));
    assert.deepEqual(decode(openai, bytes), [content("a"), finish(reason, raw), done]);
    const { row } = read(openai, [exchangeOf(concat([bytes]))]);
    // An answer that its server calls an error is none, whatever stands before.
    const failed = reason === "error";
    assert.deepEqual([row.status, row.error_class, row.error_code, row.finish_reason_raw], [
      failed ? "failed" : "ok",
      failed ? "stream_error" : null,
      failed ? raw : null,
      raw,
    ]);
  });
}

Deno.test("openai: an end mark without a reason is an end; the row has no finish reason", () => {
  const { row } = read(openai, [
    exchangeOf(concat([delta({ content: "a" }), "data: [DONE]\n\n"])),
  ]);
  assert.deepEqual([row.status, row.finish_reason, row.finish_s], ["ok", null, null]);
});

Deno.test("openai.next() keeps the query of an address, as Azure's deployments need one", () => {
  const url = (baseUrl: string) => openai.next(plainAsk({ baseUrl }), [])!.url;
  assert.equal(
    url("https://r.openai.azure.com/openai/deployments/d/?api-version=2024-10-21"),
    "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
  );
  assert.equal(url("http://h/v1/"), "http://h/v1/chat/completions");
});
