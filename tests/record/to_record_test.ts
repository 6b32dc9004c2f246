import assert from "node:assert/strict";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { at, c, context, done, exchange, finish, make, ms, r, role } from "./attempts.ts";

Deno.test("toRecord() puts every moment in seconds from the start", () => {
  const { row, text } = make([
    ...at(50, { kind: "served", requestId: "head" }),
    ...at(50, role),
    ...at(302, c("Hé"), c("😀")),
    ...at(402, c("lo")),
    ...at(502, finish("stop")),
    ...at(502, { kind: "usage", usage: { output: 4 } }, done),
    ...at(502, { kind: "served", requestId: "body", model: "m-1" }),
  ], { arrivals: [{ at: 1050 * ms, endByte: 3 }] });
  const expected = {
    status: "ok",
    sent_s: 0.001,
    headers_s: 0.05,
    first_byte_s: 0.05,
    first_event_s: 0.05,
    role_s: 0.05,
    ttft_s: 0.302,
    ttft_content_s: 0.302,
    reasoning_s: null,
    last_token_s: 0.402,
    finish_s: 0.502,
    e2e_latency_s: 1,
    chunks: 2,
    chunk_at_s: [0.302, 0.402],
    chunk_chars: [3, 2], // an emoji is one character
    connect_s: null,
    dns_s: null,
    schedule_lag_s: null,
    streamed: true,
    request_id: "head",
    served_model: "m-1",
    output_tokens_reported: 4,
    utc_hour: 23,
    local_hour: 1,
    weekday: 7,
    output_tokens: null,
    simulated: false,
  };
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual(row[name as keyof typeof row], value, name);
  }
  assert.deepEqual(text, {
    content: "Hé😀lo",
    reasoning: "",
    tool_call: "",
    first_arrival: { content: "Hé😀", reasoning: "", tool_call: "" },
    prompt: "ask me",
  });
});

Deno.test("toRecord() separates reasoning, content and tool calls", () => {
  const late =
    make([...at(202, r("hm")), ...at(507, c("x")), ...at(600, finish("stop"), done)]).row;
  assert.deepEqual([late.ttft_s, late.reasoning_s, late.ttft_content_s], [0.202, 0.202, 0.507]);
  const both = make([...at(202, r("hm"), c("x")), ...at(300, done)]).row;
  assert.deepEqual([both.reasoning_s, both.ttft_content_s, both.chunks], [0.202, 0.202, 1]);
  const tool = make([
    ...at(99, { kind: "tool_call", text: "" }),
    ...at(100, { kind: "tool_call", text: "{}" }),
    ...at(200, done),
  ]).row;
  assert.deepEqual([tool.status, tool.ttft_s, tool.tool_call_s, tool.ttft_content_s], [
    "ok",
    0.1,
    0.1,
    null,
  ]);
});

Deno.test("toRecord() gives a plain answer no token moments", () => {
  const { row } = make([...at(900, { kind: "unstreamed" }, role, c("hi"), finish("stop"))]);
  assert.equal(row.status, "ok");
  assert.equal(row.streamed, false);
  const { ttft_s, ttft_content_s, role_s, finish_s, first_event_s, last_token_s, chunk_at_s } = row;
  assert.deepEqual(
    { ttft_s, ttft_content_s, role_s, finish_s, first_event_s, last_token_s, chunk_at_s },
    {
      ttft_s: null,
      ttft_content_s: null,
      role_s: null,
      finish_s: null,
      first_event_s: null,
      last_token_s: null,
      chunk_at_s: null,
    },
  );
  assert.equal(row.e2e_latency_s, 1);
});

Deno.test("toRecord() marks what the simulator answered, and what was compressed", () => {
  const { row } = make(at(9, c("x"), done), {
    headers: [["x-tokenboard-simulator", "1"], ["content-encoding", "gzip"]],
  });
  assert.deepEqual([row.simulated, row.content_encoding], [true, "gzip"]);
});

Deno.test("toRecord() keeps a cold connection's moments and the schedule's lag", () => {
  const cold = exchange({
    reused: false,
    dns: 1002 * ms,
    connected: 1010 * ms,
    secured: 1030 * ms,
  });
  const { row } = toRecord(
    { scheduled: 990 * ms, exchanges: [cold] },
    at(90, c("x"), done),
    context,
  );
  assert.deepEqual([row.dns_s, row.connect_s, row.tls_s], [0.002, 0.01, 0.03]);
  assert.equal(row.schedule_lag_s, 0.01);
});
