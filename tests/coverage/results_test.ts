/** The committed results that /method shows: they are of the cells that the code has, and it gives them again. */
import assert from "node:assert/strict";
import { comparisons, pairs } from "../../benchmarks/coverage/comparisons.ts";
import { cells, coverage } from "../../benchmarks/coverage/intervals.ts";
import { boards, leaderboards } from "../../benchmarks/coverage/leaderboards.ts";
import { coverageHtml } from "../../src/method/method_coverage.ts";

const results = JSON.parse(await Deno.readTextFile("benchmarks/coverage/results.json"));

Deno.test("the committed results have every cell of the code, with the promise it has now", () => {
  const intervals = cells.map(({ model, n, p, promised }) => ({
    data: model.name,
    n,
    p,
    promised,
  }));
  assert.deepEqual(
    results.intervals.map(({ data, n, p, promised }: Record<string, unknown>) => ({
      data,
      n,
      p,
      promised,
    })),
    intervals,
  );
  const asked = (rows: Record<string, unknown>[]) =>
    rows.map(({ asks, data, promised }) => ({ asks, data, promised }));
  assert.deepEqual(
    asked(results.leaderboards),
    boards.map(({ question, model, promised }) => ({
      asks: question.asks,
      data: model.name,
      promised,
    })),
  );
  assert.deepEqual(
    asked(results.comparisons),
    comparisons.map(({ asks, model, promised }) => ({ asks, data: model.name, promised })),
  );
});

Deno.test("the seeds give the committed results again", () => {
  for (const i of [0, 3, cells.length - 4]) {
    assert.deepEqual(coverage(cells[i], results.intervals[i].runs), results.intervals[i]);
  }
  assert.deepEqual(leaderboards(boards[0], results.leaderboards[0].count), results.leaderboards[0]);
  assert.deepEqual(pairs(comparisons[1], results.comparisons[1].count), results.comparisons[1]);
});

Deno.test("coverageHtml() prints each share where its row and column meet, and names a broken promise", () => {
  const cell = {
    data: "independent",
    runs: 200,
    shown: 0.5,
    promised_least: 0.945,
    promised_most: 0.985,
    kept: false,
    made_on: "2026-01-02",
  };
  const none = { promised_least: null, promised_most: null, kept: null };
  const found = { ...cell, ...none, asks: "any", n: 9, runs: 10, share: 0.3 };
  const table = { name: "t", title: "T", sql: "SELECT 1" };
  const html = coverageHtml({
    intervals: {
      table,
      rows: [
        { ...cell, n: 500, p: 0.5, share: 0.9 },
        { ...cell, ...none, n: 500, p: 0.95, share: null },
      ],
    },
    leaderboards: { table, rows: [found] },
    comparisons: { table, rows: [found] },
  });
  assert.match(html, /0 of 1 promises are kept/);
  assert.match(
    html,
    /data-p="0\.5">90\.0%<.*shown in 50\.0% .*at least 94\.5%, at most 98\.5% <b class="fails">not kept/,
  );
  assert.match(html, /data-p="0\.95">never shown/);
  assert.match(html, /Made on 2 Jan 2026/);
});
