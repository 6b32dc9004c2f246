/** View `latest`: the run behind each row of a board, and its age. */
import assert from "node:assert/strict";
import { openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

Deno.test("the age of a row counts from the newest run of its own board, and over 90 days it is historical", () =>
  inFolder(async (folder) => {
    const runs: [string, string | null, Record<string, unknown>][] = [
      ["newest", "2026-06-01T00:00:00Z", { provider: "a" }],
      ["edge", "2026-03-03T00:00:00Z", { provider: "b" }], // 90 days: not yet
      ["old", "2026-03-02T12:00:00Z", { provider: "c" }],
      ["older", "2026-01-01T00:00:00Z", { provider: "a" }], // its target has a newer run
      ["elsewhere", "2026-02-01T00:00:00Z", { provider: "a", location: "x" }],
      ["size", "2026-01-05T00:00:00Z", { provider: "a", model: "other" }],
      ["simulated", "2025-01-01T00:00:00Z", { provider: "s", simulated: true }],
      ["timeless", null, { provider: "t" }],
    ];
    for (const [run_id, started_at, over] of runs) {
      await writeRun(folder, { run_id, started_at, ended_at: null }, answers(2, 1, over));
    }
    const db = await openStore(folder);
    const { rows } = await db.query(
      "SELECT run_id, age_days, historical FROM latest ORDER BY run_id",
    );
    db.close();
    assert.deepEqual(rows.map((r) => [r.run_id, r.age_days, r.historical]), [
      ["edge", 90, false],
      ["elsewhere", 0, false],
      ["newest", 0, false],
      ["old", 90.5, true],
      ["simulated", 0, false],
      ["size", 0, false],
      ["timeless", null, false],
    ]);
  }));
