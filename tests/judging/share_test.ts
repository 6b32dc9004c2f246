import assert from "node:assert/strict";
import { shareDifference } from "../../benchmarks/judging/share.ts";

/** Newcombe (1998), Statistics in Medicine 17, table II, method 10: first less second, so [second, first] here. */
const published: [string, [number, number], [number, number], [number, number]][] = [
  ["56/70 - 48/80", [48, 80], [56, 70], [0.0524, 0.3339]],
  ["9/10 - 3/10", [3, 10], [9, 10], [0.1705, 0.8090]],
  ["5/56 - 0/29", [0, 29], [5, 56], [-0.0381, 0.1926]],
  ["0/10 - 0/10", [0, 10], [0, 10], [-0.2775, 0.2775]],
  ["10/10 - 0/20", [0, 20], [10, 10], [0.6791, 1]],
];

for (const [name, first, second, ends] of published) {
  Deno.test(`shareDifference() of ${name} is as published`, () => {
    assert.deepEqual(shareDifference(first, second).map((x) => Number(x.toFixed(4))), ends);
  });
}

Deno.test("shareDifference() of nothing says nothing", () => {
  assert.deepEqual(shareDifference([0, 0], [1, 2]), [-1, 1]);
});
