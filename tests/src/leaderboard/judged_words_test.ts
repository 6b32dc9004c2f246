/** Sentences of a judged board. */
import assert from "node:assert/strict";
import { finding, listed } from "../../../src/leaderboard/board_finding.ts";
import { makeView } from "../../../src/leaderboard/board_view.ts";
import { boardsOf } from "../../../src/rows/boards.ts";
import { matrixHtml } from "../../../src/leaderboard/leaderboard_matrix.ts";
import { ttft } from "../support.ts";
import { html, judged, of, rows, standing, view } from "./judged.ts";

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
