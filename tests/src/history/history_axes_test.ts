/** The time axis of page `/history`. */
import assert from "node:assert/strict";
import { timeDomain, timeTicks } from "../../../src/history/history_axes.ts";

const noon = Date.UTC(2026, 0, 5, 12);

Deno.test("an axis without a midnight says its day", () => {
  const labels = Object.values(timeTicks([noon - 1, noon + 3_600_000], "utc", 300));
  assert.deepEqual(labels, [["12:00", "5 Jan"], "12:30", "13:00"]);
  const days = Object.values(timeTicks([noon, noon + 3 * 86_400_000], "utc", 300));
  assert.deepEqual(days, ["6 Jan", "7 Jan", "8 Jan"]);
});

Deno.test("rounds of 20 s for three minutes fill their drawing, with minutes below", () => {
  const rounds = Array.from({ length: 10 }, (_, i) => noon + i * 20_000);
  const [low, high] = timeDomain(rounds);
  assert.deepEqual([low, high], [noon - 18_000, noon + 198_000]);
  assert.equal(Object.keys(timeTicks([low, high], "utc", 900)).length, 4);
  // One run alone, and a day of them, have half an hour on each side.
  assert.deepEqual(timeDomain([noon]), [noon - 1_800_000, noon + 1_800_000]);
  assert.equal(timeDomain([noon, noon + 86_400_000])[0], noon - 1_800_000);
});
