/** Rows of attempts that are several exchanges. */
import assert from "node:assert/strict";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import { type RowContext, type StampedDelta, toRecord } from "../../benchmarks/record/to_record.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";
import { at, c, context, done, exchange, finish, ms } from "./attempts.ts";
import { ended } from "./outcomes_test.ts";

/** A request, its stream and a summary: they start at 0, 100 and 900 ms. */
const three = (over: Partial<Exchange>[] = [{}, {}, {}]) =>
  [0, 100, 900].slice(0, over.length).map((start, i) =>
    exchange({
      started: (1000 + start) * ms,
      sent: (1001 + start) * ms,
      headersAt: (1005 + start) * ms,
      arrivals: [{ at: (1010 + start) * ms, endByte: 9 }],
      end: { how: "complete", at: (1000 + start + (i === 1 ? 700 : 20)) * ms, code: null },
      status: i === 0 ? 201 : 200,
      httpVersion: i === 1 ? "2" : "1.1",
      reused: i === 0,
      connected: i === 0 ? null : (1002 + start) * ms,
      ...over[i],
    })
  );
const madeOf = (
  exchanges: Exchange[],
  deltas: StampedDelta[],
  more: Partial<RowContext> = {},
) => toRecord({ scheduled: 990 * ms, exchanges }, deltas, { ...context, ...more, streamStep: 1 });

Deno.test("toRecord() starts with the first exchange and takes the answer from the stream", () => {
  const { row } = madeOf(three(), [
    ...at(10, { kind: "served", requestId: "id", model: "m-0" }),
    ...at(110, c("a")),
    ...at(300, c("b"), finish("stop"), done),
    ...at(910, { kind: "usage", usage: { output: 2 } }),
    ...at(910, { kind: "served", model: "m-1", timings: { predict_time: 0.2 } }),
  ]);
  const expected = {
    status: "ok",
    schedule_lag_s: 0.01,
    sent_s: 0.001,
    connect_s: null, // the first connection was reused; that of the stream is not the attempt's
    connection_reused: true,
    headers_s: 0.105,
    first_byte_s: 0.11,
    first_event_s: 0.11,
    ttft_s: 0.11,
    last_token_s: 0.3,
    finish_s: 0.3,
    e2e_latency_s: 0.8,
    http_status: 200,
    http_version: "2",
    request_id: "id",
    served_model: "m-0",
    output_tokens_reported: 2,
    server_timings: '{"predict_time":0.2}',
  };
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual(row[name as keyof typeof row], value, name);
  }
});

Deno.test("toRecord() lets no exchange after the stream fail the attempt", () => {
  const lost = { status: null, headersAt: null, arrivals: [], ...ended("reset", "ECONNRESET") };
  for (const last of [{ status: 503 }, lost, ended("cut", "run"), ended("timeout", "request")]) {
    const { row } = madeOf(three([{}, {}, last]), at(110, c("a"), finish("stop")));
    assert.deepEqual([row.status, row.error_class, row.http_status, row.e2e_latency_s], [
      "ok",
      null,
      200,
      0.8,
    ]);
  }
});

Deno.test("toRecord() judges by the stream, and by what led to it where it was never reached", () => {
  const cut = madeOf(three([{}, ended("reset", "ECONNRESET")]), at(110, c("a"))).row;
  assert.deepEqual([cut.status, cut.error_class, cut.e2e_latency_s], [
    "failed",
    "connection_reset",
    null,
  ]);
  const model: Delta = { kind: "served", model: "m-0" };
  const silent = madeOf(three([{}, {}]), at(10, model)).row;
  assert.deepEqual([silent.error_class, silent.first_event_s], ["empty", null]);
  const failure = { class: "rate_limited" as const, code: "c", message: "too often" };
  const refused = madeOf(three([{ status: 429 }]), [], { failure }).row;
  assert.deepEqual([refused.http_status, refused.error_class, refused.headers_s], [
    429,
    "rate_limited",
    0.005,
  ]);
});
