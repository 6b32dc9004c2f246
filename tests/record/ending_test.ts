import assert from "node:assert/strict";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import { followEnding } from "../../benchmarks/record/ending.ts";

const text: Delta = { kind: "content", text: "x" };
const none: Delta = { kind: "content", text: "" };
const stop: Delta = { kind: "finish", reason: "stop", raw: "stop" };
const usage: Delta = { kind: "usage", usage: { output: 2 } };
const done: Delta = { kind: "done" };
const error: Delta = { kind: "error", class: "stream_error", code: null, message: "no" };

const cases: [what: string, deltas: Delta[], stage: string, whole: boolean][] = [
  ["text alone", [text, text], "open", false],
  ["a reason after several pieces", [text, text, stop], "whole", true],
  ["counts after the reason", [text, text, stop, usage, none], "whole", true],
  ["a reason after the first piece: maybe one of many", [text, stop], "reason", false],
  ["a reason before any text", [stop], "reason", false],
  ["a reason with every piece", [text, stop, text, stop], "open", false],
  ["text after a reason that seemed to be the last", [text, text, stop, text], "open", false],
  ["the end mark", [text, stop, text, stop, done], "ended", true],
  ["the end mark alone", [text, done], "ended", false],
  ["a mark that only whole answers have", [text, { kind: "done", whole: true }], "ended", true],
  ["an error", [text, error], "failed", false],
];

Deno.test("followEnding() says how far an answer is", () => {
  for (const [what, deltas, stage, whole] of cases) {
    const ending = followEnding();
    deltas.forEach((delta) => ending.add(delta));
    assert.deepEqual([ending.stage(), ending.whole()], [stage, whole], what);
  }
});
