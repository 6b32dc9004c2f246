/** Series whose changes are known because they were put in. */
import assert from "node:assert/strict";
import { changes, type RunValue } from "../../../benchmarks/judging/time/changes.ts";
import { seeded } from "../../../benchmarks/plan/random.ts";

const hourMs = 3_600_000;
const midnight = Date.UTC(2026, 2, 2);

/** Hourly runs around 2, with a spread of 5%, times a known factor. */
function runs(count: number, factor: (i: number) => number, seed = "runs"): RunValue[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => ({
    at: midnight + i * hourMs,
    value: 2 * Math.exp(0.05 * random.normal()) * factor(i),
  }));
}
const places = (list: RunValue[]) =>
  changes(list).changes.map(({ kind, from, to }) => [kind, from, to]);

Deno.test("changes() finds steps where they were put, up and down", () => {
  assert.deepEqual(places(runs(120, () => 1)), []);
  const [step] = changes(runs(120, (i) => (i < 75 ? 1 : 1.25))).changes;
  assert.deepEqual([step.kind, step.from, step.to], ["step", 74, 75]);
  assert.ok(step.low < 1.25 && step.high > 1.25 && step.low > 1.1, JSON.stringify(step));
  assert.ok(Math.abs(step.before - 2) < 0.1 && Math.abs(step.after - 2.5) < 0.12);
  assert.ok(Math.abs(step.after / step.before - step.ratio) < 1e-12);
  assert.deepEqual(places(runs(120, (i) => (i >= 40 && i < 80 ? 1.3 : 1))), [
    ["step", 39, 40],
    ["step", 79, 80],
  ]);
  assert.deepEqual(places(runs(120, (i) => (i < 40 ? 1 : i < 80 ? 1.4 : 1.96))), [
    ["step", 39, 40],
    ["step", 79, 80],
  ]);
});

Deno.test("changes() tells a drift as what lay between two runs", () => {
  const [drift, ...others] =
    changes(runs(120, (i) => Math.exp(Math.min(1, Math.max(0, (i - 30) / 60)))))
      .changes;
  assert.deepEqual([drift.kind, others], ["drift", []]);
  assert.ok(Math.abs(drift.from - 30) < 8 && Math.abs(drift.to - 90) < 8, JSON.stringify(drift));
  assert.ok(drift.low < Math.E && drift.high > Math.E);
});

Deno.test("changes() does not take the hours of the day for a change, and finds one beside them", () => {
  const wave = (i: number) => 1.4 ** Math.cos((2 * Math.PI * (i - 5)) / 24);
  for (const count of [20, 36, 120]) assert.deepEqual(places(runs(count, wave)), []);
  assert.deepEqual(places(runs(120, (i) => wave(i) * (i < 66 ? 1 : 1.25))), [["step", 65, 66]]);
  const office = (i: number) => (i % 24 > 8 && i % 24 < 18 ? 1.4 : 1);
  assert.deepEqual(places(runs(120, office)), []);
});

Deno.test("changes() takes one bad run for no change, and values without noise as they are", () => {
  assert.deepEqual(places(runs(120, (i) => (i === 50 || i === 90 ? 4 : 1))), []);
  const exact = (f: (i: number) => number) =>
    runs(120, () => 1).map((run, i) => ({ ...run, value: f(i) }));
  assert.deepEqual(places(exact((i) => (i === 50 ? 4 : 1))), []);
  assert.deepEqual(places(exact((i) => (i < 50 ? 1 : 1.25))), [["step", 49, 50]]);
  const [drift, ...others] = changes(exact((i) => Math.exp(i / 100))).changes;
  assert.deepEqual([drift.kind, others], ["drift", []]);
  assert.ok(drift.from < 3 && drift.to > 116, JSON.stringify(drift));
});

Deno.test("changes() finds the run in a long series, and with gaps between runs", () => {
  const long = runs(1000, (i) => (i >= 403 && i < 701 ? 1.25 : 1));
  assert.deepEqual(places(long), [["step", 402, 403], ["step", 700, 701]]);
  const gaps = runs(240, (i) => (i < 150 ? 1 : 1.3)).filter((_, i) => i % 24 < 10);
  // Runs 0 to 9 of six days lie before the change, and 6 hours of the seventh.
  assert.deepEqual(places(gaps), [["step", 65, 66]]);
});

Deno.test("changes() says why it tests nothing", () => {
  const none = (list: RunValue[]) => {
    const { tested, why, changes: found } = changes(list);
    assert.deepEqual([tested, found], [false, []]);
    return why!;
  };
  assert.match(none(runs(19, () => 1)), /takes 20 runs; 19 are there/);
  assert.match(none([]), /0 are there/);
  assert.match(none(runs(30, () => 1).map(({ at }) => ({ at, value: 3 }))), /one value/);
  assert.throws(() => changes(runs(30, () => 1).reverse()), /not in order of time: sort them/);
});

Deno.test("changes() leaves out runs without a value and keeps the others' places", () => {
  const list = runs(120, (i) => (i < 60 ? 1 : 1.3)).map((run, i) =>
    i === 10 || i === 59 || i === 60 ? { ...run, value: i === 10 ? 0 : NaN } : run
  );
  assert.deepEqual(places(list), [["step", 58, 61]]);
  assert.equal(changes(list).runs, 117);
});
