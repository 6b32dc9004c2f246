import assert from "node:assert/strict";
import type { Delta } from "../../benchmarks/providers/provider.ts";
import { countTokens } from "../../benchmarks/record/count_tokens.ts";
import { type RowContext, type StampedDelta, toRecord } from "../../benchmarks/record/to_record.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";

const ms = 1e6;
/** An exchange that started at 1 s of the run's clock. */
const exchange = (over: Partial<Exchange> = {}): Exchange => ({
  started: 1000 * ms,
  sent: 1001 * ms,
  dns: null,
  connected: null,
  secured: null,
  reused: true,
  reconnected: false,
  httpVersion: "1.1",
  headersAt: 1050 * ms,
  status: 200,
  headers: [],
  arrivals: [{ at: 1050 * ms, endByte: 9 }],
  bytes: new Uint8Array(9),
  end: { how: "complete", at: 2000 * ms, code: null },
  ...over,
});
const context: RowContext = {
  identity: {
    run_id: "r",
    config_name: "c",
    provider: "p",
    model: "m",
    simulated: false,
    phase: "measured",
    request_index: 0,
    attempt: 1,
  },
  startedAt: "2026-03-01T23:30:00.000001Z", // a Sunday
  scheduledAt: null,
  utcOffsetMinutes: 120,
  keys: ["the-key-itself"],
  prompt: "ask me",
};
/** Deltas at milliseconds after the start. */
const at = (time: number, ...deltas: Delta[]): StampedDelta[] =>
  deltas.map((delta) => ({ at: (1000 + time) * ms, delta }));
const make = (
  deltas: StampedDelta[],
  over: Partial<Exchange> = {},
  more: Partial<RowContext> = {},
) => toRecord({ scheduled: null, exchanges: [exchange(over)] }, deltas, { ...context, ...more });
const c = (text: string): Delta => ({ kind: "content", text });
const r = (text: string): Delta => ({ kind: "reasoning", text });
const role: Delta = { kind: "role" };
const done: Delta = { kind: "done" };
const finish = (reason: "stop" | "length"): Delta => ({ kind: "finish", reason, raw: reason });

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

const ended = (how: Exchange["end"]["how"], code: string | null) => ({
  end: { how, at: 2000 * ms, code },
});
const reasoned: Delta = { kind: "usage", usage: { reasoning: 7 } };
const wrong = (found: "protocol" | "stream_error"): Delta => ({
  kind: "error",
  class: found,
  code: null,
  message: "bad",
});
const outcomes: [string, StampedDelta[], Partial<Exchange>, string, string | null][] = [
  ["finish without an end mark", at(9, c("x"), finish("stop")), {}, "ok", null],
  ["an end mark without a finish", at(9, c("x"), done), {}, "ok", null],
  ["neither", at(9, c("x")), {}, "failed", "truncated"],
  ["neither, after the role only", at(9, role), {}, "failed", "truncated"],
  ["no event at all", [], {}, "failed", "empty"],
  ["an end without text", at(9, role, finish("stop"), done), {}, "failed", "empty"],
  [
    "the cap reached while reasoning unseen",
    at(9, reasoned, finish("length"), done),
    {},
    "ok",
    null,
  ],
  ["the cap reached while reasoning", at(9, r("x"), finish("length"), done), {}, "ok", null],
  ["an error after text", at(9, c("x"), wrong("stream_error")), {}, "failed", "stream_error"],
  [
    "an error, then a reset",
    at(9, c("x"), wrong("protocol")),
    ended("reset", "ECONNRESET"),
    "failed",
    "protocol",
  ],
  ["a reset mid-stream", at(9, c("x")), ended("reset", "ECONNRESET"), "failed", "connection_reset"],
  [
    "a reset after finish and end mark",
    at(9, c("x"), finish("stop"), done),
    ended("reset", "UND_ERR_SOCKET"),
    "ok",
    null,
  ],
  [
    "a reset after an end mark without a finish",
    at(9, c("x"), done),
    ended("reset", "UND_ERR_SOCKET"),
    "failed",
    "connection_reset",
  ],
  [
    "a reset after a reason that followed all of the text",
    [...at(9, c("x")), ...at(10, c("y")), ...at(11, finish("stop"))],
    ended("reset", "UND_ERR_SOCKET"),
    "ok",
    null,
  ],
  [
    "a reset after a reason with every piece",
    [...at(9, c("x"), finish("stop")), ...at(10, c("y"), finish("stop"))],
    ended("reset", "UND_ERR_SOCKET"),
    "failed",
    "connection_reset",
  ],
  [
    "a reset after the end mark, the reason with every piece",
    [...at(9, c("x"), finish("stop")), ...at(10, c("y"), finish("stop"), done)],
    ended("reset", "UND_ERR_SOCKET"),
    "ok",
    null,
  ],
  [
    "a reset after a mark that only whole answers have",
    at(9, c("x"), { kind: "done", whole: true }),
    ended("reset", "UND_ERR_SOCKET"),
    "ok",
    null,
  ],
  ["a stall", at(9, c("x")), ended("timeout", "idle"), "failed", "idle_timeout"],
  [
    "no token in time",
    at(9, role),
    ended("timeout", "first_token"),
    "failed",
    "first_token_timeout",
  ],
  ["too slow", at(9, c("x")), ended("timeout", "request"), "failed", "timeout"],
  ["the run's end", at(9, c("x")), ended("cut", "run"), "incomplete", null],
  ["too much", at(9, c("x")), ended("cut", "body_limit"), "failed", "protocol"],
  [
    "nobody there",
    [],
    { ...ended("refused", "ECONNREFUSED"), status: null, headersAt: null, arrivals: [] },
    "failed",
    "refused",
  ],
  [
    "no such host",
    [],
    { ...ended("refused", "ENOTFOUND"), status: null, headersAt: null, arrivals: [] },
    "failed",
    "dns",
  ],
];
for (const [what, deltas, over, status, found] of outcomes) {
  Deno.test(`toRecord() judges ${what}`, () => {
    const { row } = make(deltas, over);
    assert.deepEqual([row.status, row.error_class], [status, found]);
    assert.equal(row.error_message === null, found === null);
    const whole = status === "ok" || over.end === undefined;
    assert.equal(row.e2e_latency_s, whole ? 1 : null);
    if (over.headersAt === null) assert.equal(row.chunks, null);
    else if (deltas.some((d) => d.delta.kind === "content")) assert.equal(row.ttft_s, 0.009);
  });
}

Deno.test("toRecord() keeps an answer that says no, without keys", () => {
  const failure = {
    class: "rate_limited" as const,
    code: "c",
    message: "the-key-itself asked too often",
    retryAfterS: 2,
  };
  const { row } = make([], { status: 429 }, { failure });
  assert.deepEqual(
    [row.status, row.error_class, row.error_code, row.http_status, row.retry_after_s],
    ["failed", "rate_limited", "c", 429, 2],
  );
  assert.equal(row.error_message, "[redacted] asked too often");
  assert.equal(row.streamed, null);
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

Deno.test("countTokens() counts each kind over its whole text", () => {
  const words = { name: "words", count: (t: string) => t.split(" ").length };
  const { row, text } = make([
    ...at(10, r("let me"), c("a b")),
    ...at(20, c(" c d")),
    ...at(30, { kind: "tool_call", text: "{}" }, done),
  ]);
  const counted = countTokens(row, text, words);
  const {
    tokenizer,
    input_tokens,
    output_tokens,
    content_tokens,
    reasoning_tokens,
    first_arrival_tokens,
  } = counted;
  assert.deepEqual(
    {
      tokenizer,
      input_tokens,
      output_tokens,
      content_tokens,
      reasoning_tokens,
      first_arrival_tokens,
    },
    {
      tokenizer: "words",
      input_tokens: 2,
      output_tokens: 7,
      content_tokens: 4,
      reasoning_tokens: 2,
      first_arrival_tokens: 4,
    },
  );
  const none = countTokens(make([], { status: 429 }).row, make([]).text, words);
  assert.deepEqual([none.output_tokens, none.first_arrival_tokens], [null, null]);
});

Deno.test("countTokens() does not count what is far longer than what was asked for", () => {
  const characters = { name: "characters", count: (t: string) => t.length };
  const { row } = make(at(10, c("a"), done));
  const longest = 65_536 + 64 * 20;
  const counted = (content: string, reasoning = "") =>
    countTokens(
      { ...row, output_tokens_target: 20 },
      { ...make([]).text, content, reasoning },
      characters,
    ).output_tokens;
  assert.equal(counted("x".repeat(longest)), longest);
  assert.equal(counted("x".repeat(longest + 1)), null);
  assert.equal(counted("x", "y".repeat(longest + 1)), null);
});
