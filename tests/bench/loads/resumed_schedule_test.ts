import assert from "node:assert/strict";
import { remaining } from "../../../benchmarks/bench/sessions/remaining.ts";
import { turn } from "../turns.ts";

Deno.test("remaining() keeps the distances of a schedule, and leaves out turns whose seconds are over", () => {
  const items = turn(6).items.map((item, i) => ({ ...item, scheduledS: i / 2 }));
  const isDone = ({ requestIndex }: { requestIndex: number }) => [0, 1, 3].includes(requestIndex);
  const [left] = remaining([turn(6, { items })], isDone);
  assert.deepEqual(left.items.map((i) => [i.requestIndex, i.scheduledS]), [[2, 0], [4, 1], [
    5,
    1.5,
  ]]);
  // The first turn had its seconds, since the second has begun; the second has what is left.
  const own = (from: number) =>
    turn(3).items.map((i) => ({ ...i, requestIndex: i.requestIndex + from }));
  const seconds = { measured: 5 };
  const turns = remaining([
    turn(3, { items: own(4), seconds }),
    turn(3, { items: own(1), seconds }),
  ], isDone);
  assert.deepEqual(turns.map((t) => t.items.map((i) => i.requestIndex)), [[], [2]]);
});
