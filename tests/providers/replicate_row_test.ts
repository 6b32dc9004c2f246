/** What a row of Replicate holds: one attempt is several exchanges. */
import assert from "node:assert/strict";
import { replicate } from "../../benchmarks/providers/replicate/replicate.ts";
import { read } from "./exchanges.ts";
import { at, event, prediction } from "./predictions.ts";

Deno.test("a row of Replicate starts at the POST and ends with the stream", () => {
  const stream = at(100, event("output", "one") + event("done", "{}"));
  const summary = at(
    200,
    prediction({
      status: "succeeded",
      metrics: { output_token_count: 1, predict_time: 0.05 },
    }),
  );
  const { row } = read(replicate, [at(0, prediction(), { status: 201 }), stream, summary]);
  const { sent_s, headers_s, first_event_s, ttft_s, e2e_latency_s, http_status } = row;
  assert.deepEqual(
    { sent_s, headers_s, first_event_s, ttft_s, e2e_latency_s, http_status },
    {
      sent_s: 0.001,
      headers_s: 0.102,
      first_event_s: 0.103,
      ttft_s: 0.103,
      e2e_latency_s: 0.104,
      http_status: 200,
    },
  );
  assert.deepEqual([row.status, row.finish_reason, row.output_tokens_reported], ["ok", null, 1]);
  assert.equal(row.served_model, "meta/meta-llama-3-8b-instruct");
  assert.deepEqual(JSON.parse(row.server_timings!).predict_time, 0.05);
});

Deno.test("a prediction that cannot be asked for afterwards leaves the row ok, its usage unknown", () => {
  const stream = at(100, event("output", "one") + event("done", "{}"));
  for (
    const broken of [
      at(200, '{"detail":"busy"}', { status: 503 }),
      at(200, "", { status: null, headersAt: null, end: { how: "reset", at: 201e6, code: "x" } }),
      at(200, "no JSON"),
    ]
  ) {
    const { row } = read(replicate, [at(0, prediction(), { status: 201 }), stream, broken]);
    assert.deepEqual(
      [row.status, row.e2e_latency_s, row.output_tokens_reported, row.http_status],
      ["ok", 0.104, null, 200],
    );
  }
});

Deno.test("a stream that was refused or empty is no answer, whatever came before it", () => {
  const refused = read(replicate, [
    at(0, prediction(), { status: 201 }),
    at(100, '{"detail":"gone"}', { status: 404 }),
  ]).row;
  assert.deepEqual(
    [refused.status, refused.error_class, refused.error_message, refused.http_status],
    ["failed", "not_found", "gone", 404],
  );
  const empty = read(replicate, [at(0, prediction(), { status: 201 }), at(100, "")]).row;
  assert.deepEqual([empty.status, empty.error_class, empty.first_event_s], [
    "failed",
    "empty",
    null,
  ]);
});
