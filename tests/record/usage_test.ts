import assert from "node:assert/strict";
import type { Usage } from "../../benchmarks/providers/delta.ts";
import { mergedUsage } from "../../benchmarks/record/usage.ts";

Deno.test("mergedUsage() takes of each count the last that is more than zero", () => {
  const cases: [what: string, parts: Usage[], merged: Usage][] = [
    ["none", [], {}],
    ["parts", [{ input: 25, output: 1 }, { input: 0, output: 15 }], { input: 25, output: 15 }],
    ["one that grows", [{ output: 1 }, { output: 2 }, { output: 9 }], { output: 9 }],
    ["one that is taken back", [{ output: 99 }, { output: 4 }], { output: 4 }],
    ["zeros after counts", [{ input: 7, output: 4 }, { input: 0, output: 0 }], {
      input: 7,
      output: 4,
    }],
    ["zeros alone", [{ input: 0, output: 0, cached: 0 }], {}],
    ["an empty one at the end", [{ input: 7 }, {}], { input: 7 }],
    ["undefined says nothing", [{ input: 7 }, { input: undefined, output: 2 }], {
      input: 7,
      output: 2,
    }],
    ["a zero that counts", [{ input: 7, output: 4, cached: 0, reasoning: 0 }], {
      input: 7,
      output: 4,
      cached: 0,
      reasoning: 0,
    }],
    ["a zero after its count", [{ input: 7, cached: 5 }, { input: 7, cached: 0 }], {
      input: 7,
      cached: 5,
    }],
    ["a prompt of nothing", [{ input: 0, output: 4 }], { output: 4 }],
    ["below zero", [{ input: 7, output: 4 }, { input: -1, output: -1 }], { input: 7, output: 4 }],
  ];
  for (const [what, parts, merged] of cases) {
    assert.deepEqual(mergedUsage(parts, true), merged, what);
  }
});

Deno.test("mergedUsage() keeps no output where there is no text", () => {
  assert.deepEqual(mergedUsage([{ input: 7, output: 0 }], false), { input: 7, output: 0 });
  assert.deepEqual(mergedUsage([{ input: 7, output: 0 }], true), { input: 7 });
});
