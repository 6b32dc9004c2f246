import assert from "node:assert/strict";
import { runsTable } from "../../benchmarks/queries/tables/data.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder, run } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("runs list, and page /data, begin with the newest run, those of one minute too", () =>
  inFolder(async (folder) => {
    for (
      const [run_id, started_at] of [
        ["a", "2026-01-02T00:00:09Z"],
        ["b", "2026-01-02T00:00:58Z"],
        ["c", "2026-01-02T00:10:00Z"],
        ["d", "2026-01-01T23:00:00Z"],
      ]
    ) {
      await writeRun(folder, { run_id, started_at }, answers(2, 1));
    }
    const { out } = await run(["runs", "list", "--json", "--results-dir", folder]);
    const newest = ["c", "b", "a", "d"];
    assert.deepEqual(JSON.parse(out).map((r: { run_id: string }) => r.run_id), newest);
    const db = await openStore(folder);
    const { rows } = await db.query(runsTable.sql);
    db.close();
    assert.deepEqual(rows.map((r) => r.run_id), newest);
  }));
