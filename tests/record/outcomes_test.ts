/** How an attempt ended: its status and its class of error. */
import assert from "node:assert/strict";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import { type StampedDelta } from "../../benchmarks/record/to_record.ts";
import type { Exchange } from "../../benchmarks/providers/recording.ts";
import { at, c, done, finish, make, ms, r, role } from "./attempts.ts";

export const ended = (how: Exchange["end"]["how"], code: string | null) => ({
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
