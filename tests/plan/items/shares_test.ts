import assert from "node:assert/strict";
import { sharesOf } from "../../../benchmarks/plan/items/shares.ts";
import { turn } from "../../bench/turns.ts";

const of = (n: number, how: { concurrency: number; closed: boolean }, workers: number) => {
  const { own, common } = sharesOf(turn(n).items, how, workers);
  return [...own, common].map((items) => items.map(({ requestIndex }) => requestIndex));
};

Deno.test("sharesOf() deals out slots, so that waves are those of one plan, and every item once", () => {
  assert.deepEqual(of(12, { concurrency: 5, closed: false }, 2), [
    [0, 2, 4, 5, 7, 9, 10],
    [1, 3, 6, 8, 11],
    [],
  ]);
  // The first of each slot, then whoever is free.
  assert.deepEqual(of(6, { concurrency: 3, closed: true }, 2), [[0, 2], [1], [3, 4, 5]]);
  assert.deepEqual(of(2, { concurrency: 3, closed: true }, 3), [[0], [1], [], []]);
  const many = of(500, { concurrency: 4, closed: true }, 3);
  assert.deepEqual(many.flat().sort((a, b) => a - b), turn(500).items.map((_, i) => i));
  assert.equal(many[3].length, 50);
  assert.equal(many[3][0], 450);
});

Deno.test("sharesOf() keeps a session with one worker", () => {
  const items = turn(6).items.map((item, i) => ({
    ...item,
    session: i - i % 2,
    ...(i % 2 ? { turn: 1, follows: "live" as const } : {}),
  }));
  const { own, common } = sharesOf(items, { concurrency: 2, closed: true }, 2);
  const indexes = [...own, common].map((some) => some.map(({ requestIndex }) => requestIndex));
  assert.deepEqual(indexes, [[0, 1], [2, 3], [4, 5]]);
});
