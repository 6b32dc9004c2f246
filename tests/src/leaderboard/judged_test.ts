import assert from "node:assert/strict";
import { finding } from "../../../src/leaderboard/board_finding.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { boardsOf } from "../../../src/rows/boards.ts";
import { ends } from "../../../src/words/format.ts";
import type { Judgement } from "../../../src/rows/judgement.ts";
import { matrixHtml } from "../../../src/leaderboard/leaderboard_matrix.ts";
import { invalidHtml } from "../../../src/leaderboard/leaderboard_notes.ts";
import { readJudged } from "../../../src/rows/made.ts";
import { ttft } from "../support.ts";
import { html, judged, rows, standing, view } from "./judged.ts";

Deno.test("ends() prints an interval to its median's decimals, one more where both would be alike", () => {
  const cases: [number, [number, number], string][] = [
    [186.2, [185.1, 187.9], "185–188"],
    [66, [62.12, 69.1], "62.1–69.1"],
    [0.2134, [0.1984, 0.2201], "0.198–0.220"],
    [186.2, [186.1, 186.4], "186.1–186.4"],
    [3, [2.5, Infinity], "2.50–fails"],
  ];
  for (const [median, interval, text] of cases) assert.equal(ends(median, interval), text);
});

Deno.test("a judged table has ranks, tiers, intervals, reasons and grey quantiles, in the judged order", async () => {
  const text = await html();
  assert.deepEqual([...text.matchAll(/data-provider="(\w+)"/g)].map((m) => m[1]), [
    "alpha",
    "beta",
    "gamma",
  ]);
  assert.equal(text.match(/<td class="tier" rowspan="2"><span>tier 1</g)?.length, 1);
  assert.match(text, /<b>2<\/b><small class="tipped" tabindex="0">1–2<span class="tip"/);
  assert.match(text, /<span class="ci">1\.00–1\.20<\/span><small>n 3/);
  assert.match(text, / <span class="tipped" tabindex="0">≈\u00a02 independent<span class="tip"/);
  assert.match(text, /Gamma<\/b>: 1 success\./);
  const grey = [...text.matchAll(/data-statistic="(\w+)"><a class="num weak"/g)].map((m) => m[1]);
  assert.deepEqual(grey, ["p99"]);
  assert.match(text, /Too few requests: P99 needs 368\./);
  assert.match(text, /this session only/);
  assert.match(text, /The numbers hold for their own session only.*needs ten time blocks/);
  assert.match(text, /\(≥ 43%\)/);
  assert.match(text, /did not take turns in ten time blocks/);
});

Deno.test("under a filter everything judged steps back", async () => {
  const text = await html(view({}, true));
  assert.match(text, /<b>Exploratory:<\/b>/);
  assert.doesNotMatch(text, /class="(tier|rk|ci|why)"|Below the line|independent|≥ 43%|session/);
  // The order is the medians' again.
  assert.deepEqual([...text.matchAll(/data-provider="(\w+)"/g)].map((m) => m[1]), [
    "gamma",
    "beta",
    "alpha",
  ]);
});

Deno.test("a filter that leaves nothing says so", () =>
  assert.match(finding(makeView([], ttft, "succeeded", { filtered: true })), /No request is left/));

Deno.test("a row that contradicts itself is marked and not ranked", async () => {
  const why = "its statistics contradict each other: mean 3 > max 2";
  const standings = judged().standings;
  standings[2].below = [why];
  const text = await html(view({ standings }));
  assert.match(
    text,
    /badge fail">contradicts itself<span class="tip" role="tooltip">its statistics/,
  );
  assert.match(text, /Gamma<\/b>: its statistics contradict each other: mean 3 &#62; max 2/);
});

Deno.test("matrixHtml() answers first, cannot be told apart, or nobody", () => {
  const medians = () => new Map([["run-1\nalpha\nm", { median: 2.1 }]]);
  const answer = (given: Partial<Judgement>) =>
    matrixHtml(boardsOf(rows), [ttft], [judged(given)], medians);
  assert.match(answer({}), /Alpha<\/span>.*or.*Beta.*<b>2\.10<\/b> s.*cannot be told apart/s);
  const standings = judged().standings;
  standings[1] = standing("beta", 1, { rank: [2, 2], tier: 2 });
  const first = answer({ standings });
  assert.match(first, /<span class="sure">first</);
  assert.doesNotMatch(first, /Beta/);
  assert.match(answer({ standings: [standings[2]] }), /none can be ranked/);
  // A comma is one text with its name: a narrow cell would put it on a line of its own.
  const three = ["alpha", "beta", "gamma"].map((p) => standing(p, 1, { rank: [1, 3], tier: 1 }));
  assert.match(answer({ standings: three }), />Alpha,<\/span>.*>Beta<\/span>/s);
  assert.equal(matrixHtml(boardsOf(rows), [ttft], [], medians), "");
});

Deno.test("invalidHtml() says what is kept and left out", () => {
  assert.equal(invalidHtml([]), "");
  assert.match(
    invalidHtml([{ run_id: "r<1", target: null, invalid: "interrupted" }]),
    /1 invalid run is kept and left out of every ranking:.*r&#60;1.*\(interrupted\)/,
  );
  const both = [null, "a<c m"].map((target) => ({ run_id: "r", target, invalid: "why" }));
  assert.match(
    invalidHtml(both),
    /<b>1 invalid run and 1 invalid target are kept and left out of every ranking:.*a&#60;c m of <a/,
  );
});

Deno.test("readJudged() brings back an infinity", () => {
  assert.deepEqual(readJudged('[{"interval":[1,"Infinity"]}]'), [{ interval: [1, Infinity] }]);
});
