import assert from "node:assert/strict";
import type { RequestRow } from "../../../src/rows/board.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { boardsOf } from "../../../src/rows/boards.ts";
import { judgedJson, readJudged } from "../../../src/rows/made.ts";
import { exactFigures, exactOf, sampleOf } from "../../../src/leaderboard/leaderboard_sample.ts";
import { viewHtml } from "../../../src/leaderboard/leaderboard_views.ts";
import { rowsOf, ttft } from "../support.ts";

const whole = { board: "70b__w", run_day: "2023-12-19", short: false, asked: 4 };
/** Two of four requests: the page's own median is 1.5 s, that of all four 3.25 s. */
const sampled = rowsOf([1, 2], { ...whole, sampled_from: 4 }) as unknown as RequestRow[];
const all = rowsOf([1, 2, 4.5, 9], { ...whole, sampled_from: 4 }) as unknown as RequestRow[];
const key = "run-1\nalpha\nm";
const nothing = { mean: null, min: null, max: null, p25: null, p75: null, p95: null, p99: null };
const given = () => new Map([[key, { n: 4, omitted: 0, failed: 0, median: 3.25, ...nothing }]]);

Deno.test("sampleOf() knows a page that has fewer rows than stand behind it", () => {
  assert.deepEqual(sampleOf(sampled), { shown: 2, of: 4 });
  assert.equal(sampleOf(all), null);
  assert.equal(sampleOf([]), null);
});

Deno.test("a table of a sample says so and prints the exact figure under its own", async () => {
  const exact = exactOf(exactFigures(all, [ttft], given), whole.board, "ttft_s", "succeeded");
  const view = makeView(sampled, ttft, "succeeded", { sample: sampleOf(sampled), exact });
  const html = await viewHtml({ view, board: boardsOf(sampled)[0] });
  assert.match(html, /Sample of 2 of 4 requests/);
  const cell = /data-statistic="median">(.*?)<\/td>/s.exec(html)![1];
  assert.match(cell, />1\.50<.*exact <\/i>3\.25</s);
  assert.match(html, /exact 4\/4/);
  assert.doesNotMatch(html, /missing/, "what a sample leaves out was not missing from the run");
});

Deno.test("a sample without exact figures still says so, and all rows say nothing", async () => {
  const board = boardsOf(sampled)[0];
  const bare = makeView(sampled, ttft, "succeeded", {
    filtered: true,
    sample: sampleOf(sampled),
  });
  const html = await viewHtml({ view: bare, board });
  assert.match(html, /Sample of 2 of 4 requests/);
  assert.doesNotMatch(html, /class="exact"|missing/);
  assert.doesNotMatch(
    await viewHtml({ view: makeView(all, ttft, "succeeded"), board }),
    /Sample of|exact/,
  );
});

Deno.test("judgedJson() keeps an infinity, and ends no script", () => {
  const figures = exactFigures(
    all,
    [ttft],
    () => new Map([[key, { n: 4, omitted: 0, failed: 3, median: Infinity, ...nothing }]]),
  );
  assert.deepEqual(readJudged(judgedJson(figures)), figures);
  assert.doesNotMatch(judgedJson([{ key: "</script><script>" }]), /</);
});
