/** The committed results over time that /method shows: of the cells that the code has, and it gives them again. */
import assert from "node:assert/strict";
import { changeCases, changed, stillCases } from "../../benchmarks/coverage/changes.ts";
import { hourCases, hours } from "../../benchmarks/coverage/hours.ts";
import type { Found } from "../../benchmarks/coverage/leaderboards.ts";

const kept: Record<"hours" | "series" | "changes", Found[]> = JSON.parse(
  await Deno.readTextFile("benchmarks/coverage/over_time.json"),
);

Deno.test("the committed results have every case of the code, 1,000 series each, and keep every promise", () => {
  const asked = [...stillCases, ...changeCases].flatMap(({ model, n, questions }) =>
    questions.map(({ asks, promised }) => [asks, model.name, n, promised])
  );
  assert.deepEqual(
    [...kept.series, ...kept.changes].map((r) => [r.asks, r.data, r.n, r.promised]),
    asked,
  );
  assert.deepEqual(
    [...new Set(kept.hours.map((r) => `${r.data}, ${r.n}`))],
    hourCases.map(({ model, days }) => `${model.name}, ${days}`),
  );
  const all = Object.values(kept).filter(Array.isArray).flat();
  assert.ok(all.every((r) => r.count >= 1000 && r.kept !== false), "a promise is broken");
});

Deno.test("no cell claims an hour's effect in more than 7% or a change in more than 5% of its series", () => {
  const effects = kept.hours.filter((r) => r.asks === "no effect: one is claimed");
  assert.equal(effects.length, hourCases.length);
  assert.deepEqual(effects.filter((r) => r.share > 0.07), []);
  const promised = kept.series.filter((r) => r.promised);
  // Five kinds of series of six lengths, and three rhythms of three.
  assert.equal(promised.length, 39);
  assert.deepEqual(promised.filter((r) => r.share > 0.05), []);
});

Deno.test("the seeds give the committed results again", () => {
  assert.deepEqual(hours(hourCases[0], 1000), kept.hours.slice(0, 4));
  assert.deepEqual(changed(stillCases[0], 1000), kept.series.slice(0, 1));
});

Deno.test("a step of 25% amid 120 runs is found as often as the committed results say", () => {
  // 100 of the thousand: within four standard errors.
  for (const [i, row] of changed(changeCases[0], 100).entries()) {
    const { share } = kept.changes[i];
    const error = Math.sqrt(Math.max(share * (1 - share), 0.01) / 100);
    assert.ok(Math.abs(row.share - share) < 4 * error, `${row.asks}: ${row.share}, ${share}`);
  }
});
