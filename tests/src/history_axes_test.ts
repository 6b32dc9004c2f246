/** The axis of time of /history. */
import assert from "node:assert/strict";
import { timeDomain, timeTicks } from "../../src/history/history_axes.ts";

Deno.test("an axis without a midnight says its day", () => {
  const noon = Date.UTC(2026, 0, 5, 12);
  const labels = Object.values(timeTicks([noon - 1, noon + 3_600_000], "utc", 300));
  assert.deepEqual(labels, [["12:00", "5 Jan"], "12:30", "13:00"]);
  // Rounds of 20 s for three minutes: the drawing is of them, and minutes stand below it.
  const rounds = Array.from({ length: 10 }, (_, i) => noon + i * 20_000);
  const [low, high] = timeDomain(rounds);
  assert.deepEqual([low, high], [noon - 18_000, noon + 180_000 + 18_000]);
  assert.equal(Object.keys(timeTicks([low, high], "utc", 900)).length, 4);
  const days = Object.values(timeTicks([noon, noon + 3 * 86_400_000], "utc", 300));
  assert.deepEqual(days, ["6 Jan", "7 Jan", "8 Jan"]);
});
