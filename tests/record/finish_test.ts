import assert from "node:assert/strict";
import type { FinishReason } from "../../benchmarks/providers/delta.ts";
import { finishOf } from "../../benchmarks/record/finish.ts";
import type { StampedDelta } from "../../benchmarks/record/text.ts";

const said = (...words: [number, FinishReason][]): StampedDelta[] =>
  words.map(([at, reason]) => ({ at, delta: { kind: "finish", reason, raw: reason } }));

Deno.test("finishOf() takes the last reason, but one that broke off whatever follows", () => {
  const cases: [StampedDelta[], number | null, string | undefined, number | null][] = [
    [[], 5, undefined, null],
    [said([3, "stop"]), null, "stop", 3],
    [said([1, "stop"], [2, "stop"], [3, "length"]), 3, "length", 3],
    [said([1, "stop"]), 5, "stop", 5], // nothing is finished before its last token
    [said([1, "error"], [2, "stop"]), 1, "error", 2],
    [said([1, "content_filter"], [2, "stop"]), 4, "content_filter", 4],
  ];
  for (const [deltas, lastToken, reason, at] of cases) {
    const { finish, finishedAt } = finishOf(deltas, lastToken);
    assert.deepEqual([finish?.reason, finishedAt], [reason, at]);
  }
});
