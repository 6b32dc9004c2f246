/**
 * What judging promises, tried on a reduced number of seeded cases (`deno task bench:coverage` runs them all). The
 * promises are the project's own thresholds; the truth is that of the simulated data.
 */
import assert from "node:assert/strict";
import { comparisons, pairs } from "../../benchmarks/coverage/comparisons.ts";
import { cells, coverage } from "../../benchmarks/coverage/intervals.ts";
import { boards, leaderboards } from "../../benchmarks/coverage/leaderboards.ts";
import { estimate, intervalOf, type Sample } from "../../benchmarks/judging/estimate.ts";

const promised = cells.filter((cell) => cell.promised && cell.n === 500);

Deno.test("intervals hold the true quantile as often as promised", async (t) => {
  assert.equal(promised.length, 6 + 6 + 4);
  for (const cell of promised) {
    await t.step(`P${100 * cell.p}, ${cell.model.name}`, () => {
      const found = coverage(cell, 600);
      assert.ok(found.kept, `${found.covered} of ${cell.promised}`);
    });
  }
});

Deno.test("requests taken for independent are found out", () => {
  // The same intervals with every request counted in full: where requests depend on each other they are too narrow.
  const naive = (sample: Sample, p: number) => {
    const found = estimate(sample, p)!;
    return { interval: intervalOf(sample, { ...found, m: found.n }) };
  };
  for (const cell of promised) {
    if (cell.model.name === "independent" || cell.p !== 0.5) continue;
    const found = coverage(cell, 200, naive);
    assert.equal(found.kept, false, `${cell.model.name}: ${found.covered}`);
  }
});

Deno.test("leaderboards say what is false as seldom, and what is true as often, as promised", async (t) => {
  for (const board of boards.filter((b) => b.promised)) {
    await t.step(`${board.question.asks}, ${board.model.name}`, () => {
      const found = leaderboards(board, 150);
      assert.ok(found.kept, `${found.share} of ${board.promised}`);
    });
  }
});

Deno.test("comparisons find what the plan was for, and nothing where nothing is", async (t) => {
  for (const pair of comparisons.filter((p) => p.promised)) {
    await t.step(`${pair.asks}, ${pair.model.name}`, () => {
      const found = pairs(pair, 200);
      assert.ok(found.kept, `${found.share} of ${pair.promised}`);
    });
  }
});
