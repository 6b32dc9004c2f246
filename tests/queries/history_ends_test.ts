/** Where a line of /history begins or ends because the place or the workload changed, the page says so. */
import assert from "node:assert/strict";
import { historyChanges } from "../../benchmarks/queries/history/changes.ts";
import { leaderboardInfos } from "../../benchmarks/metrics/metrics.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { csvText } from "../../src/shared/csv.ts";
import { circumstancesSql, circumstancesTable } from "../../src/history/history_sql.ts";
import { allOf, chosenOf, historyDefaults } from "../../src/history/history_state.ts";
import { historyHtml } from "../../src/history/history_view.ts";
import { inFolder } from "../support/bench.ts";
import { assertAnswer } from "../support/pages/csv_fields.ts";
import { assertSameOfParts } from "../support/pages/history_parts.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

/** Hour of 5 January, configuration, words of the workload, place; null is a place or time that is not known. */
const runs: [hour: number | null, config: string, workload: string, place: string | null][] = [
  [0, "mine", "shortest", "Berlin"],
  [1, "mine", "short", "Berlin"],
  [2, "other", "short", "Berlin"], // of another configuration: it says nothing of this one's change
  [3, "mine", "long", "Berlin"],
  [4, "mine", "long", "Berlin"],
  [5, "mine", "long", "Paris"],
  [6, "mine", "long", "Berlin"],
  [7, "mine", "long", null],
  [8, "mine", "long", "Paris"],
  [null, "mine", "long", "Berlin"],
];

Deno.test("location and workload are compared where a line begins or ends", () =>
  inFolder(async (folder) => {
    for (const [i, [hour, config_name, workload, location]] of runs.entries()) {
      const started_at = hour === null ? null : `2026-01-05T0${hour}:00:00.000Z`;
      await writeRun(folder, {
        ...{ run_id: `run-${i}`, config_name, started_at, ended_at: null },
        ...{ workload_hash: workload, workload: `a ${workload} workload` },
        versions: { deno: i < 4 ? "2.9.0" : "2.9.1" },
      }, [
        ...answers(5, 0.2, { location, model: "moved" }),
        ...answers(5, 0.2, { location, model: "stays", ...i > 4 ? { simulated: true } : {} }),
      ]);
    }
    const metrics = leaderboardInfos.slice(0, 1);
    const db = await openStore(folder);
    const all = allOf(await historyChanges(db, metrics.map((m) => m.name)), metrics);
    db.close();
    const asked = await openStore(folder); // the rows of the other are held
    const found = async (workload: string, location: string) => {
      const chosen = chosenOf(all, {
        ...historyDefaults(all, { workload }),
        ...{ workload, location, systems: "acme/stays" },
      });
      const table = circumstancesTable(chosen);
      assertAnswer(
        csvText(table as unknown as Parameters<typeof csvText>[0]),
        await asked.query(circumstancesSql(chosen)),
      );
      const { page } = await historyHtml(all, chosen.state, 900);
      assert.match(page, /Compared are served model, .*, location, workload, as far/);
      await assertSameOfParts(all, chosen.state);
      return table.rows.map((r) => `${r.from_run} ${r.to_run} ${r.what}: ${r.before} ${r.after}`);
    };
    assert.deepEqual(await found("long", "Berlin"), [
      "run-1 run-3 workload: a short workload a long workload",
      "run-3 run-4 deno: 2.9.0 2.9.1",
      "run-6 run-7 location: Berlin null",
      "run-7 run-9 location: null Berlin",
    ]);
    assert.deepEqual(await found("long", "Paris"), [
      "run-4 run-5 location: Berlin Paris",
    ]);
    assert.deepEqual(await found("shortest", "Berlin"), [
      "run-0 run-1 workload: a shortest workload a short workload",
    ]);
    asked.close();
  }));
