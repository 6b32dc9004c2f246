/** Runs over time: rows against DuckDB and the boards' judging, what was planted is found, gaps stay gaps. */
import assert from "node:assert/strict";
import { historyChanges } from "../../benchmarks/queries/history/changes.ts";
import { historyRows } from "../../benchmarks/queries/history/history.ts";
import { judgeBoards } from "../../benchmarks/queries/standings.ts";
import { leaderboardInfos } from "../../benchmarks/metrics/metrics.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { csvText } from "../../src/shared/csv.ts";
import { daysOf, systemsOf } from "../../src/history/history_data.ts";
import { nearest } from "../../src/history/history_pick.ts";
import {
  circumstancesSql,
  circumstancesTable,
  runsSql,
  runsTable,
} from "../../src/history/history_sql.ts";
import {
  allOf,
  chosenOf,
  historyDefaults,
  type HistoryState,
  knownState,
} from "../../src/history/history_state.ts";
import { historyHtml } from "../../src/history/history_view.ts";
import { startOfDay } from "../../src/history/history_moments.ts";
import { assertAnswer } from "../support/pages/csv_fields.ts";
import { assertSameOfParts } from "../support/pages/history_parts.ts";
import {
  hourlyModel,
  hourlySystems,
  roundId,
  writeHourlyStore,
} from "../support/stores/hourly_store.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const metrics = leaderboardInfos.filter((m) => m.name !== "decode_tokens_per_s");
const names = metrics.map((m) => m.name);
const [stepped] = hourlySystems;
const [missed, invalid] = [77, 30];

Deno.test("history", async (t) => {
  const folder = await Deno.makeTempDir();
  await writeHourlyStore(folder, { missed: [missed], invalid: [invalid] });
  // A workload of its own, measured once by somebody with other ideas of names, and without a place.
  await writeRun(`${folder}/runs`, {
    run_id: "once 'or' <b>",
    workload_hash: "it's",
    config_name: "made",
    publisher: { note: "by <b>hand", tags: ["odd"] },
  }, [
    ...answers(60, 0.2, { provider: "Größe & Söhne", model: "a~b", served_model: "<i>" }),
    ...answers(3, 0.4, { provider: "few", model: "m" }),
  ]);
  const db = await openStore(folder);
  try {
    const judged = await judgeBoards(db, `q.run_id = '${roundId(5)}'`, names);
    const found = await historyChanges(db, names);
    const { changes } = found;
    const rows = await historyRows(db, names);
    const all = allOf({ ...found, rows }, metrics);
    const state = (over: Partial<HistoryState> = {}) => ({
      ...historyDefaults(all, over),
      ...over,
    });
    const hourly = chosenOf(all, state({ metric: "ttft_s" }));

    await t.step(
      "every valid run is a row of each system, with DuckDB's median of its own file",
      async () => {
        for (const provider of hourlySystems) {
          const own = rows.filter((r) => r.provider === provider && r.model === hourlyModel);
          assert.equal(own.length, 118);
          const { rows: [{ median, n }] } = await db.query(
            `SELECT quantile_cont(ttft_s, 0.5) AS median,
          count(*)::INT AS n FROM read_parquet('${folder}/runs/${roundId(5)}/requests.parquet')
          WHERE provider = '${provider}'`,
          );
          const row = own.find((r) => r.run_id === roundId(5))!;
          assert.deepEqual([row.ttft_s, row.ttft_s_n], [median, n]);
        }
      },
    );
    await t.step("intervals and ranks are those of the run's board", () => {
      for (const { metric, population, standings } of judged) {
        if (population !== "succeeded") continue;
        for (const { key, interval, rank } of standings) {
          const [run, provider] = key.split("\n");
          const row = rows.find((r) => r.run_id === run && r.provider === provider)!;
          assert.deepEqual([row[`${metric}_low`], row[`${metric}_high`]], interval);
          assert.deepEqual([row[`${metric}_first`], row[`${metric}_last`]], rank);
          assert.equal(row[`${metric}_ranked`], 3);
        }
      }
      const few = rows.find((r) => r.provider === "few")!;
      assert.deepEqual([few.ttft_s_n, few.ttft_s_low, few.ttft_s_first], [3, null, null]);
    });
    await t.step("the planted step is found within three runs, and nowhere else", () => {
      for (const { provider, metric, changes: found } of changes) {
        assert.equal(found.length, provider === stepped ? 1 : 0, `${provider} ${metric}`);
        for (const { from, to, ratio } of found) {
          assert.ok(Math.abs(Number(to.slice(-4)) - 60) <= 3, `${from} to ${to}`);
          const slower = metric === "ttft_s" ? ratio : 1 / ratio;
          assert.ok(slower > 1.2 && slower < 1.3, String(ratio));
        }
      }
    });
    await t.step(
      "a missed round and an invalid run are gaps of every line, and no others are",
      () => {
        for (const { points } of hourly.shown) {
          const before = points.filter(({ part }, i) => i > 0 && part !== points[i - 1].part);
          assert.deepEqual(
            before.map(({ row }) => row.run_id),
            [roundId(invalid + 1), roundId(missed + 1)],
          );
        }
      },
    );
    await t.step("CSV is DuckDB's answer to the SQL beside it", async () => {
      const states = [
        state(),
        state({ systems: `${stepped}/${hourlyModel}` }),
        state({ workload: "it's" }),
      ];
      const asked = await openStore(folder); // the held rows are fewer
      for (const chosen of states.map((s) => chosenOf(all, s))) {
        const lines = assertAnswer(csvText(runsTable(chosen)), await asked.query(runsSql(chosen)));
        assert.equal(lines.length, chosen.shown.reduce((n, s) => n + s.rows.length, 0));
        const table = circumstancesTable(chosen) as unknown as ReturnType<typeof runsTable>;
        assertAnswer(csvText(table), await asked.query(circumstancesSql(chosen)));
      }
      asked.close();
      const changed = circumstancesTable(hourly).rows.map((r) =>
        `${r.provider} ${r.to_run} ${r.what}`
      );
      assert.deepEqual(
        changed,
        [
          `${stepped} ${roundId(60)} served_model`,
          `${stepped} ${roundId(60)} system_fingerprint`,
          ...hourlySystems.map((provider) => `${provider} ${roundId(90)} deno`),
        ].sort((a, b) => a.split(" ")[1].localeCompare(b.split(" ")[1])),
      );
    });
    await t.step(
      "own runs of the workload with most of them come first; one run says how to get more",
      async () => {
        assert.equal(historyDefaults(all).workload, "hourly");
        const { page } = await historyHtml(all, state({ workload: "it's", metric: "ttft_s" }), 900);
        assert.match(page, /<b>One run shows no history\./);
        assert.match(page, /No series here can be tested for changes\./);
        assert.doesNotMatch(page, /No change that chance/);
        assert.match(page, /deno task watch made --every 1h/);
        assert.match(page, /by &#60;b&#62;hand; tags: odd/);
        assert.ok(page.includes("Größe &#38; Söhne"));
      },
    );
    await t.step("an address that names what is not here falls back, and says so", () => {
      const wrong = {
        ...state(),
        workload: "gone",
        metric: "nothing",
        location: "moon",
        zone: "mars",
      };
      assert.match(knownState(wrong, all) ?? "", /Shown instead/);
      assert.deepEqual(wrong, state());
    });
    await t.step("a browser needs the parts of one workload and metric alone", async () => {
      await assertSameOfParts(all, hourly.state);
      const small = state({ workload: "it's", metric: "ttft_s" });
      assert.ok(await assertSameOfParts(all, small) < 0.2);
    });
    await t.step("a pointer on a point finds its run", async () => {
      const { page } = await historyHtml(all, hourly.state, 1280);
      const drawn = [...page.matchAll(/<path transform="translate\(([\d.]+),([\d.]+)\)" d="M/g)];
      const [{ points }] = hourly.shown;
      for (const i of [0, 30, 58, 117]) {
        const [x, y] = drawn[i].slice(1).map(Number);
        const found = nearest(hourly, 1280, x, y)!;
        assert.ok(Math.hypot(found.x - x, found.y - y) < 0.01);
        assert.ok(found.href.endsWith(`/${points[i].row.run_id}.html`), `${found.href} of ${i}`);
      }
      assert.equal(nearest(hourly, 1280, 0, 0), null);
    });
    await t.step("days reach over all of their runs", () => {
      const [{ points }] = systemsOf(hourly.series, hourly.state.location, "ttft_s", []);
      const days = daysOf(points, (at) => startOfDay(at, "utc"));
      assert.deepEqual(days.map(({ n }) => n), [24, 23, 24, 23, 24]);
      const values = points.map(({ value }) => value);
      assert.equal(Math.min(...days.map(({ low }) => low)), Math.min(...values));
      assert.equal(Math.max(...days.map(({ high }) => high)), Math.max(...values));
    });
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
});
