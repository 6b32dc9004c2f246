import assert from "node:assert/strict";
import { eligibility } from "../../benchmarks/judging/eligibility.ts";
import { leastEffectiveN } from "../../benchmarks/judging/floors.ts";
import { floors } from "../../src/rows/statistics.ts";

Deno.test("eligibility() judges the edges", () => {
  const cases: [number, number, number, number][] = [
    [150, 150, 0, 0],
    [148, 150, 0, 0], // Perplexity: lower bound 0.9527
    [20, 150, 0, 2], // Lepton: too few, and too rarely
    [150, 150, 49, 1], // Bedrock 70B
    [100, 100, 20, 0], // exactly 20% short may stay
    [100, 100, 21, 1],
    [99, 99, 0, 1],
    [0, 0, 0, 2],
  ];
  for (const [ok, attempted, short, reasons] of cases) {
    const found = eligibility({ ok, attempted, short });
    assert.equal(found.length, reasons, `${ok} of ${attempted}, ${short} short: ${found}`);
  }
});

Deno.test("a table under a reader's filter greys from the same floors", () => {
  const levels = { median: 0.5, p25: 0.25, p75: 0.75, p95: 0.95, p99: 0.99 };
  const judged = Object.entries(levels).map(([name, p]) => [name, leastEffectiveN(p)]);
  assert.deepEqual(floors, Object.fromEntries(judged));
});
