import assert from "node:assert/strict";
import { runsThen } from "../../../benchmarks/store/lake/as_of.ts";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import { openFolder } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

Deno.test("a store is shown as its catalogue knew it: what was said then, the rows of now, what is gone by name", () =>
  inFolder(async (folder) => {
    const store = `${folder}/store`;
    for (const id of ["run-a", "run-b", "run-c"]) {
      await writeRun(`${store}/runs`, { run_id: id }, answers(20, 0.5, { provider: id }));
    }
    const words = (id: string) => Deno.readTextFile(`${store}/runs/${id}/run.json`);
    const runs = [
      { run_id: "run-a", run_json: await words("run-a") },
      { run_id: "run-b", run_json: await words("run-b") },
      { run_id: "run-gone", run_json: await words("run-b") },
    ];
    // Since then: one is marked invalid, one came, one went, and the board leaves another out.
    const now = JSON.parse(runs[0].run_json);
    await Deno.writeTextFile(
      `${store}/runs/run-a/run.json`,
      JSON.stringify({ ...now, publisher: { invalid_because: "the wrong model answered" } }),
    );
    const board = { leave_out: [{ provider: "run-b", because: "it was a trial" }] };
    await Deno.writeTextFile(`${store}/board.jsonc`, JSON.stringify(board));
    const snapshot = { snapshot: 3, time: "2026-01-03T00:00:00.000Z", message: "3 added" };
    const found = await findRuns(store);
    const then = `${folder}/then`;
    await Deno.mkdir(then);
    const past = await runsThen({ snapshot, runs, settings: {}, others: [] }, found, then);
    assert.deepEqual(past.broken, [
      { folder: "run-gone", reason: "it was in the store then, and its rows no longer are" },
    ]);
    const shown = async (at: typeof found, boardFolder?: string) => {
      const { db } = await openFolder(store, at, boardFolder);
      const { rows } = await db.query(
        `SELECT run_id, invalid, left_out IS NULL AS on_board, (SELECT count(*) FROM requests
          WHERE requests.run_id = runs.run_id) AS n,
          (SELECT count(*) FROM latest WHERE latest.run_id = runs.run_id) AS latest
        FROM runs ORDER BY run_id`,
      );
      db.close();
      return rows;
    };
    const valid = { invalid: null, on_board: true, n: 20, latest: 1 };
    assert.deepEqual(await shown(past, then), [
      { run_id: "run-a", ...valid },
      { run_id: "run-b", ...valid },
    ]);
    const [a, b, c] = await shown(found);
    assert.deepEqual(
      [a.invalid, a.latest, b.latest, c.run_id],
      ["marked invalid by the publisher: the wrong model answered", 0, 0, "run-c"],
    );
  }));
