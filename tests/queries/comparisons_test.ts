import assert from "node:assert/strict";
import { emptyRow } from "../../benchmarks/record/record.ts";
import { comparedBoards } from "../../benchmarks/queries/comparisons.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../benchmarks/store/parquet.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";

Deno.test("comparedBoards() leaves out a system that nobody stands beside", () =>
  inFolder(async (folder) => {
    const runs: [string, string, string[]][] = [["alone", "w1", ["a"]], ["two", "w2", ["a", "b"]]];
    for (const [run_id, workload_hash, providers] of runs) {
      await Deno.mkdir(`${folder}/${run_id}`);
      const rows = providers.flatMap((provider) =>
        Array.from({ length: 3 }, (_, request_index) => ({
          ...emptyRow({
            run_id,
            config_name: "c",
            provider,
            model: "m",
            simulated: false,
            phase: "measured",
            request_index,
            attempt: 1,
            status: "ok",
          }),
          workload_hash,
          started_at: `2026-01-01T00:00:0${request_index}Z`,
          ttft_s: 1,
        }))
      );
      const db = await openDuckdb();
      await writeParquet(db, rows, `${folder}/${run_id}/requests.parquet`);
      db.close();
      await Deno.writeTextFile(
        `${folder}/${run_id}/run.json`,
        JSON.stringify({
          run_id,
          workload_hash,
          workload: "w",
          started_at: "2026-01-01T00:00:00Z",
        }),
      );
    }
    const db = await openStore(folder);
    const boards = await comparedBoards(db, "true", ["ttft_s"]);
    db.close();
    assert.deepEqual(boards.map((b) => b.systems.map((s) => s.provider)), [["a", "b"]]);
  }));
