/** A row whose run is far older than its board's newest is history: it stands on the board and in no ranking. */
import assert from "node:assert/strict";
import { leaderboardInfos } from "../../benchmarks/metrics/metrics.ts";
import { comparedBoards } from "../../benchmarks/queries/comparisons.ts";
import { leaderboardData } from "../../benchmarks/queries/leaderboard.ts";
import { pricedJudgements } from "../../benchmarks/queries/ranking/priced.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { leaderboardHtml } from "../../src/leaderboard/leaderboard_views.ts";
import type { RequestRow } from "../../src/rows/board.ts";
import { ageWords } from "../../src/words/age.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const why = "historical: its run counts as 120 days old on this board";
const price = "provider,model,tier,valid_from,input_usd_per_million,cached_input_usd_per_million," +
  "output_usd_per_million,reasoning_usd_per_million,source,seen_on\nfast,m,,,1,,2,,s,2026-01-01\n";

Deno.test("of two runs 120 days apart the old one leaves every ranking, however fast it was", () =>
  inFolder(async (folder) => {
    const times = (started_at: string) => ({ started_at, ended_at: null });
    const of = (provider: string, ttft: number) => answers(120, ttft, { provider });
    await writeRun(folder, { run_id: "old", ...times("2026-01-02T00:00:00Z") }, of("swift", 0.1));
    await writeRun(folder, { run_id: "new", ...times("2026-05-02T00:00:00Z") }, [
      ...of("slow", 0.4),
      ...of("fast", 0.2),
    ]);
    await Deno.writeTextFile(`${folder}/prices.csv`, price);
    const db = await openStore(folder);
    const data = await leaderboardData(db);
    const priced = await pricedJudgements(db, ["ttft_s"]);
    const [compared] = await comparedBoards(db, "l.selection IS NULL", ["ttft_s"]);
    db.close();

    const { standings, lead } = data.judged.find((j) =>
      j.metric === "ttft_s" && j.population === "succeeded"
    )!;
    assert.deepEqual(standings.map((s) => [s.key.split("\n")[1], s.rank, s.below]), [
      ["fast", [1, 1], []],
      ["slow", [2, 2], []],
      ["swift", null, [why]],
    ]);
    assert.ok(
      Math.abs(lead![0] - 2) < 0.05,
      "the first is compared with the second that is ranked",
    );
    assert.deepEqual(priced["old\nswift\nm"].ttft_s.below, [why]);
    assert.deepEqual(priced["new\nfast\nm"].ttft_s.rank, [1, 1]);
    assert.deepEqual(compared.systems.map((s) => [s.provider, s.below]), [
      ["fast", []],
      ["slow", []],
      ["swift", [why]],
    ]);

    const html = await leaderboardHtml(
      data.drawn as unknown as RequestRow[],
      leaderboardInfos.filter((m) => m.name === "ttft_s"),
      data.baked,
      data.judged,
    );
    const [, table] = html.split('<table class="lb">');
    const [above, below] = table.split('<tr class="line">');
    assert.doesNotMatch(above, /swift|historical/i);
    assert.ok(below.includes(`<b>Swift</b>: ${why}.`));
    assert.match(below, /<tr class="below"[^>]*data-provider="swift"/);
    assert.match(below, /<button[^>]* class="badge[^>]*>historical</);
    assert.match(below, /run <time datetime="2026-01-02">2 Jan 2026<span class="age"><\/span>/);
  }));

Deno.test("ageWords() says days, months and years", () => {
  assert.deepEqual([0, 1, 3, 99, 100, 220, 364, 365, 1075].map(ageWords), [
    ...["today", "1 day", "3 days", "99 days", "3 months", "7 months", "12 months"],
    ...["1.0 years", "2.9 years"],
  ]);
});
