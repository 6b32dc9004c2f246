/** What Cohere is sent, and how it refuses. */
import assert from "node:assert/strict";
import { cohere } from "../../benchmarks/providers/cohere/cohere.ts";
import { plainAsk } from "./decoder_cases.ts";
import { exchangeOf } from "./exchanges.ts";

Deno.test("cohere.failure() reads the vendor's bodies", () => {
  for (
    const [status, text, expected] of [
      [401, '{"id":"e1","message":"invalid api token"}', "auth"],
      [404, '{"message":"model \'x\' not found"}', "not_found"],
      [422, '{"message":"invalid type: parameter max_tokens"}', "bad_request"],
      [429, '{"message":"trial key limit"}', "rate_limited"],
      [503, "<html><b>Busy</b></html>", "server_error"],
    ] as const
  ) {
    const found = cohere.failure(exchangeOf(new TextEncoder().encode(text), { status }));
    const message = text.startsWith("<") ? "Busy" : JSON.parse(text).message;
    assert.deepEqual(found, { class: expected, code: String(status), message });
  }
});

Deno.test("cohere.next() builds the request, parameters win", () => {
  const request = cohere.next(plainAsk({ params: { temperature: 0 } }), [])!;
  assert.equal(request.url, "http://h/v2/chat");
  assert.deepEqual(JSON.parse(request.body!), {
    model: "m",
    messages: [{ role: "system", content: "Be brief." }, { role: "user", content: "hi" }],
    max_tokens: 7,
    stream: true,
    temperature: 0,
  });
  const params = { max_tokens: null, thinking: { type: "disabled" } };
  const other = JSON.parse(cohere.next(plainAsk({ params }), [])!.body!);
  assert.equal("max_tokens" in other, false);
  assert.deepEqual(other.thinking, { type: "disabled" });
});
