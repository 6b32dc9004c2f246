import assert from "node:assert/strict";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";

const key = "the-key-itself";

/** The row of an answer, or of one that broke off. */
function rowOf(text: string, expected: string | null, whole = true) {
  const deltas: Delta[] = [
    { kind: "content", text },
    ...(whole ? [{ kind: "finish", reason: "stop", raw: "stop" } as const] : []),
    ...(whole ? [{ kind: "done" } as const] : []),
  ];
  const exchange = {
    started: 0,
    sent: 1,
    dns: null,
    connected: null,
    secured: null,
    reused: true,
    reconnected: false,
    httpVersion: "1.1",
    headersAt: 2,
    status: 200,
    headers: [] as [string, string][],
    arrivals: [{ at: 3, endByte: 1 }],
    bytes: new Uint8Array(1),
    end: { how: "complete" as const, at: 4, code: null },
  };
  return toRecord(
    { scheduled: null, exchanges: [exchange] },
    deltas.map((delta) => ({ at: 3, delta })),
    {
      identity: {
        run_id: "r",
        config_name: "c",
        provider: "p",
        model: "m",
        simulated: false,
        phase: "probe",
        request_index: 0,
        attempt: 1,
        expected_answer: expected,
      },
      startedAt: "2026-01-02T00:00:00Z",
      scheduledAt: null,
      utcOffsetMinutes: 0,
      keys: [key],
      prompt: null,
    },
  ).row;
}
const judged = (...given: Parameters<typeof rowOf>) => {
  const { status, expected_answer, given_answer, correct } = rowOf(...given);
  return [status, expected_answer, given_answer, correct];
};

Deno.test("toRecord() judges the answer of a probe, and of nothing else", () => {
  assert.deepEqual(judged("It is 4,321.", "4321"), ["ok", "4321", "4321", true]);
  assert.deepEqual(judged("It is 4,322.", "4321"), ["ok", "4321", "4322", false]);
  assert.deepEqual(judged("It is 4,321.", null), ["ok", null, null, null]);
  assert.deepEqual(judged("It is 4,32", "4321", false), ["failed", "4321", null, null]);
});

Deno.test("toRecord() keeps no key that stands in an answer", () => {
  const [, , given] = judged(`You are ${key}, are you not?`, "1");
  assert.equal(given, "You are [redacted], are you not?");
});
