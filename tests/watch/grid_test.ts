/** When rounds are due, and lengths of time in words. */
import assert from "node:assert/strict";
import { seconds, timeText } from "../../benchmarks/watch/duration.ts";
import { dueAt, roundsWithin } from "../../benchmarks/store/watches/grid.ts";

const first = Date.UTC(2026, 0, 5, 12);
const hour = 3_600_000;

Deno.test("jitter keeps to its share, differs from round to round, and is the same after a restart", () => {
  const grid = { firstAt: first, everyMs: hour, jitter: 0.1, seed: 7 };
  const late = Array.from({ length: 500 }, (_, i) => dueAt(grid, i + 2) - (first + hour * (i + 1)));
  assert.ok(late.every((ms) => ms >= 0 && ms < hour / 10));
  assert.ok(new Set(late.map((ms) => Math.floor(ms / 60_000))).size === 6, "every minute of it");
  assert.equal(dueAt(grid, 1), first);
  assert.equal(dueAt({ ...grid }, 9), dueAt(grid, 9));
  assert.notEqual(dueAt({ ...grid, seed: 8 }, 9), dueAt(grid, 9));
  assert.equal(roundsWithin(grid, 5 * 24 * hour), 120);
});

Deno.test("lengths of time are read and said as people write them", () => {
  const read = ["90s", "15min", "15m", "1h", "1.5h", "5d", "0h", "h", "1 month", "-1h"].map(
    seconds,
  );
  assert.deepEqual(read, [90, 900, 900, 3600, 5400, 432_000, null, null, null, null]);
  assert.deepEqual([20, 3600, 5430, 432_000, 0].map(timeText), [
    "20 s",
    "1 h",
    "1 h 30 min",
    "5 d",
    "0 s",
  ]);
});
