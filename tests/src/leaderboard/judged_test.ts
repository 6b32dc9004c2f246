import assert from "node:assert/strict";
import type { RequestRow } from "../../../src/rows/board.ts";
import { finding, listed } from "../../../src/leaderboard/board_finding.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { boardsOf } from "../../../src/rows/boards.ts";
import { ends } from "../../../src/words/format.ts";
import type { Judgement, Standing } from "../../../src/rows/judgement.ts";
import { matrixHtml } from "../../../src/leaderboard/leaderboard_matrix.ts";
import { invalidHtml, viewHtml } from "../../../src/leaderboard/leaderboard_views.ts";
import { readJudged } from "../../../src/rows/load.ts";
import { rowsOf, ttft } from "../support.ts";

const beside = { board: "70b__w", run_day: "2023-12-19", short: false, over: false };
const of = (provider: string, values: number[]) =>
  rowsOf(values, { ...beside, provider }) as unknown as RequestRow[];
const rows = [...of("alpha", [2, 2.1, 2.2]), ...of("beta", [1, 1.1, 1.2]), ...of("gamma", [0.5])];
const worth = { median: 2, p25: 2, p75: 2, p95: 2, p99: 2 };
const standing = (provider: string, place: number, given: Partial<Standing>): Standing => ({
  key: `run-1\n${provider}\nm`,
  place,
  interval: [1, 1.2],
  worth,
  weak: {},
  blocks: 0,
  blocks_needed: {},
  rank: [1, 2],
  tier: 1,
  below: [],
  rate_at_least: 0.43,
  one_sitting: true,
  ...given,
});
const judged = (given: Partial<Judgement> = {}): Judgement => ({
  board: beside.board,
  metric: "ttft_s",
  population: "succeeded",
  // The printed order is the judged one, not that of the medians.
  standings: [
    standing("alpha", 0, { weak: { p99: "needs 368" } }),
    standing("beta", 1, {}),
    standing("gamma", 2, { rank: null, tier: null, interval: null, below: ["1 success"] }),
  ],
  lead: [1.5, 0.9, 2.5],
  flips: [],
  interleaved: false,
  ...given,
});
const view = (given?: Partial<Judgement>, filtered = false) =>
  makeView(rows, ttft, "succeeded", { filtered, judged: judged(given) });
const html = (v = view()) => viewHtml({ view: v, board: boardsOf(rows)[0] });

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
  assert.match(text, / ≈\u00a02\u00a0independent<span class="tip"/);
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

Deno.test("finding() names a leader with the ratio's interval, or who cannot be told apart", () => {
  assert.match(
    finding(view()),
    RegExp(
      "^<b>Alpha and Beta cannot be told apart:</b> Alpha has 2\\.10, Beta 1\\.10 s " +
        "\\(95% interval of the ratio 0\\.90 to 2\\.50\\)\\.$",
    ),
  );
  const standings = judged().standings;
  standings[1] = standing("beta", 1, { rank: [2, 2], tier: 2 });
  assert.match(
    finding(view({ standings })),
    /^<b>Alpha is first<\/b> with 2\.10 s, 1\.50 times as quick as the next, Beta \(1\.10 s; 95%/,
  );
  const [alone] = standings;
  assert.match(
    finding(view({ standings: [alone, ...standings.slice(1).map((s) => ({ ...s, rank: null }))] })),
    /Only Alpha can be ranked,<\/b> with 2\.10 s; the reasons of the other 2 stand below/,
  );
  assert.deepEqual(
    [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]].map((l) => listed(l, "or")),
    ["a", "a or b", "a, b or c", "a, b or 2 others"],
  );
});

Deno.test("a flip stands on both rows, and its sentence gives the other definition's numbers", async () => {
  const flip = {
    by: "all",
    above: "run-1\nalpha\nm",
    below: "run-1\nbeta\nm",
    ratio: [0.5, 0.4, 0.8] as [number, number, number],
    medians: [3, 1.5] as [number, number],
  };
  const text = await html(view({ flips: [flip] }));
  assert.equal(text.match(/reversed with failures/g)?.length, 2);
  // A time: half as long is twice as good.
  assert.match(
    text,
    /Over all attempts Beta has 1\.50 and Alpha 3\.00 s: 2\.00 times as good, 95% interval 1\.25 to 2\.50\./,
  );
  assert.match(
    text,
    /order of Alpha and Beta depends on the definition: over all attempts Beta is ahead/,
  );
});

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

Deno.test("an answer without a value is left out, and counted", async () => {
  const some = [...rows, ...of("gamma", [null as never, null as never])];
  const counted = await html(makeView(some, ttft, "succeeded", { judged: judged() }));
  assert.equal(counted.match(/2 left out</g)?.length, 1);
  assert.match(counted, /2 of 3 have no known time to first token/);
  assert.doesNotMatch(await html(), /left out/);
});

Deno.test("the caption says which quantiles need more time blocks, and greys nothing for that", async () => {
  const held = { one_sitting: false, blocks: 10, blocks_needed: { p25: 20, p95: 20, p99: 40 } };
  const standings = ["alpha", "beta", "gamma"].map((name, i) => standing(name, i, held));
  const text = await html(view({ standings }));
  assert.match(
    text,
    RegExp(
      "between time blocks \\(here 10\\), so medians hold for other times like those of the run; " +
        "P25 and P95 from 20 blocks on, P99 from 40 blocks on\\.",
    ),
  );
  assert.doesNotMatch(text, /class="num weak"|session only/);
  standings[2] = standing("gamma", 2, {});
  assert.match(await html(view({ standings })), /The numbers of 1 row hold for/);
});

Deno.test("a system measured alone is said to be alone, not the only one ranked", () => {
  const [alpha] = judged().standings;
  const medians = () => new Map();
  const alone = { standings: [alpha] };
  const one = makeView(of("alpha", [2, 2.1, 2.2]), ttft, "succeeded", { judged: judged(alone) });
  assert.match(finding(one), /^<b>Alpha has 2\.10 s;<\/b> it is the only system measured here\.$/);
  assert.match(
    matrixHtml(boardsOf(rows), [ttft], [judged(alone)], medians),
    /<span class="sure">the only one measured</,
  );
  const refused = standing("beta", 1, { rank: null, tier: null, below: ["1 success"] });
  assert.match(
    matrixHtml(boardsOf(rows), [ttft], [judged({ standings: [alpha, refused] })], medians),
    /<span class="sure">1 other not ranked</,
  );
});
