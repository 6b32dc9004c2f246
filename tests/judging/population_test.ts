import assert from "node:assert/strict";
import { quantile } from "../../benchmarks/shared/quantile.ts";
import { draw } from "../../benchmarks/judging/population.ts";

const attempts = {
  status: ["ok", "failed", "ok", "incomplete", "dropped", "ok"],
};
const seconds = [1, null, null, 9, null, 3];

Deno.test("draw() takes the two populations as METHOD says", () => {
  const succeeded = draw("succeeded", attempts, seconds, "lower");
  assert.deepEqual([...succeeded.sample.values], [1, 3]);
  assert.deepEqual([succeeded.sample.attempts, succeeded.omitted], [5, 1]);
  const all = draw("all", attempts, seconds, "lower");
  assert.deepEqual([...all.sample.values], [1, Infinity, Infinity, 3]);
  assert.deepEqual([all.sample.attempts, all.omitted], [5, 1]);
  const rates = draw("all", attempts, seconds, "higher");
  assert.deepEqual([[...rates.sample.values], rates.sample.failure], [[1, 0, 0, 3], 0]);
});

Deno.test("draw() counts batches over attempts, failed ones too, incomplete ones not", () => {
  // Five attempts in waves of two: three batches. The failed one takes its place in the first.
  const found = draw("succeeded", { ...attempts, wave: 2 }, seconds, "lower");
  assert.deepEqual([[...found.sample.batch], found.timeBlocks], [[0, 2], false]);
  const alone = draw("all", attempts, seconds, "lower");
  assert.deepEqual([...alone.sample.batch], [0, 1, 3, 4]);
});

Deno.test("draw() takes time blocks where every attempt has one and there are ten", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => i);
  const run = { status: many(20).map(() => "ok"), block: many(20).map((i) => i >> 1) };
  const found = draw("succeeded", run, many(20), "lower");
  assert.deepEqual([[...found.sample.batch], found.timeBlocks], [run.block, true]);
  const nine = { ...run, block: run.block.map((b) => Math.min(b, 8)) };
  assert.equal(draw("succeeded", nine, many(20), "lower").timeBlocks, false);
  const partly = { ...run, block: run.block.map((b, i) => i === 3 ? null : b) };
  assert.equal(draw("succeeded", partly, many(20), "lower").timeBlocks, false);
});

Deno.test("a rate of 0 falls among failures only where failures are counted", () => {
  const run = { status: ["ok", "ok", "ok", "ok"] };
  const median = (population: "succeeded" | "all") => {
    const { sorted, failure } = draw(population, run, [0, 4, 0, 8], "higher").sample;
    return quantile(sorted, 0.5, failure);
  };
  assert.deepEqual([median("succeeded"), median("all")], [2, 0]);
});
