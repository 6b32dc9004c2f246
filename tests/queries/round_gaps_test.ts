/** Rounds of a watch that gave no result: gaps of the right lines on /history, listed on /runs, rows in SQL. */
import assert from "node:assert/strict";
import { historyChanges } from "../../benchmarks/queries/history/changes.ts";
import { historyRows } from "../../benchmarks/queries/history/history.ts";
import { missedRoundsTable } from "../../benchmarks/queries/tables/runs.ts";
import { ask } from "../../benchmarks/queries/tables/table.ts";
import { leaderboardInfos } from "../../benchmarks/metrics/metrics.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { readWatchRounds } from "../../benchmarks/store/watches/watch_rounds.ts";
import { allOf, chosenOf, historyDefaults } from "../../src/history/history_state.ts";
import { historyHtml } from "../../src/history/history_view.ts";
import { missedRoundsHtml } from "../../src/run_pages/missed_rounds.ts";
import { inFolder } from "../support/bench.ts";
import { assertSameOfParts } from "../support/pages/history_parts.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const metrics = leaderboardInfos.slice(0, 1);
const moment = (hour: number) => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
type Round = [round: number, status: string, run: string | null, why: string | null, last?: number];

/** A watch as its state file has it, every hour. */
const watchFile = (config_name: string, rounds: Round[]) =>
  JSON.stringify({
    ...{ config_name, every_s: 3600, jitter: 0, seed: 1, first_at: moment(0), ended_at: null },
    rounds: rounds.map(([round, status, run_id, why, through]) => ({
      ...{ round, through, status, run_id, why, due_at: moment(round - 1) },
      ...{ began_at: null, ended_at: null, attempts: 0, succeeded: 0, tokens: 0, usd: null },
    })),
  });

/** Runs by hour of one provider; of `failing` no request succeeded. */
async function writeRuns(folder: string, provider: string, hours: number[], failing: number[]) {
  for (const hour of hours) {
    const status = failing.includes(hour) ? "failed" as const : "ok" as const;
    await writeRun(`${folder}/runs`, {
      ...{ run_id: `${provider}-${hour}`, config_name: provider, started_at: moment(hour) },
      invalid: hour === 6 ? "interrupted" : null,
    }, answers(12, 0.2, { provider, status, ...status === "failed" ? { ttft_s: null } : {} }));
  }
}

/** Two systems of one workload: `a` is watched, and `b` is measured when somebody thinks of it. */
async function writeStore(folder: string) {
  await writeRuns(folder, "a", [0, 1, 3, 4, 5, 6, 7], [4]);
  await writeRuns(folder, "b", [0, 1, 2, 3, 4, 5, 7], []);
  await Deno.mkdir(`${folder}/watch`);
  const measured = (hour: number): Round => [hour + 1, "measured", `a-${hour}`, null];
  await Deno.writeTextFile(
    `${folder}/watch/a.json`,
    watchFile("a", [
      ...[measured(0), measured(1)],
      [3, "missed", null, "the machine <slept>"],
      measured(3),
      [5, "failed", "a-4", "no request succeeded: server_error 12"],
      measured(5),
      [7, "cut", "a-6", "it ended after 3 requests"],
      measured(7),
      [9, "missed", null, "the watch was not running", 10],
      [11, "cut", "never-begun", "it ended before its first request"],
    ]),
  );
  // None of its runs is here: nobody can say whose line has a gap.
  await Deno.writeTextFile(
    `${folder}/watch/c.json`,
    watchFile("c", [[1, "measured", "c-0", null]]),
  );
  await Deno.writeTextFile(`${folder}/watch/none.json`, "{}");
}

Deno.test("rounds of a watch", async (t) => {
  await inFolder(async (folder) => {
    await writeStore(folder);
    const db = await openStore(folder);
    const names = metrics.map((m) => m.name);
    await t.step("/runs lists those without a run, and SQL has all", async () => {
      const answer = await ask(db, missedRoundsTable);
      assert.deepEqual(
        answer.rows.map((r) => [r.config_name, r.round, r.rounds, r.due_at, r.why]),
        [
          ["a", 11, 1, "2026-01-05 10:00:00", "it ended before its first request"],
          ["a", 9, 2, "2026-01-05 08:00:00", "the watch was not running"],
          ["a", 3, 1, "2026-01-05 02:00:00", "the machine <slept>"],
          ["c", 1, 1, "2026-01-05 00:00:00", "its run is not in this store"],
        ],
      );
      const { faults } = await readWatchRounds(folder);
      const html = missedRoundsHtml(answer, faults);
      assert.match(html, /watch\/none\.json is not what a watch writes/);
      assert.match(html, /5 Jan 2026, 08:00 UTC to 5 Jan 2026, 09:00 UTC.*>9 to 10</);
      assert.match(html, /the machine &#60;slept&#62;/);
      assert.equal(missedRoundsHtml({ ...answer, rows: [] }, []), "", "nothing without a watch");
      const { rows: [{ n }] } = await db.query("SELECT count(*)::INT AS n FROM watch_rounds");
      assert.equal(n, 11);
    });
    const found = await historyChanges(db, names);
    const all = allOf({ ...found, rows: await historyRows(db, names) }, metrics);
    db.close();
    const chosen = (systems = "") => chosenOf(all, { ...historyDefaults(all), systems });
    await t.step("break the line of whom the watch measures, and no other", () => {
      const begins = chosen().shown.map(({ points }) =>
        points.filter(({ part }, i) => i > 0 && part !== points[i - 1].part)
          .map(({ row }) => row.run_id)
      );
      // At 6 stands an invalid run of the workload: it is a gap of every line.
      assert.deepEqual(begins, [["a-3", "a-5", "a-7"], ["b-7"]]);
    });
    await t.step("stand on /history with their reasons, newest first", async () => {
      const { page, kicker } = await historyHtml(all, chosen().state, 1280);
      assert.match(kicker, / · 1 invalid, left out · 5 rounds without a result$/);
      assert.match(page, /Grey: a round of a watch that gave no result/);
      const [, list] = page.match(/5 rounds of a watch gave no result<\/summary>(.*?)<\/ul>/)!;
      assert.deepEqual(list.split("</li>").map((item) => item.replace(/^.*<li>|<a.*?>/g, "")), [
        "a, round 11, due 5 Jan 2026 10:00: it ended before its first request",
        "a, rounds 9 to 10, due 5 Jan 2026 08:00 to 5 Jan 2026 09:00: the watch was not running",
        "a, round 5, due 5 Jan 2026 04:00: no request succeeded: server_error 12 (its run</a>)",
        "a, round 3, due 5 Jan 2026 02:00: the machine &#60;slept&#62;",
        "",
      ]);
      const { page: other } = await historyHtml(all, chosen("~a/m").state, 1280);
      assert.doesNotMatch(other, /of a watch/, "of b alone nothing was to be measured");
      await assertSameOfParts(all, chosen().state);
    });
  });
});
