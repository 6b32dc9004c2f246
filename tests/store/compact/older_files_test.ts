/** Rows that were written before the record had a column, or none at all. */
import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";
import { compact, day, everything, ownFiles, writeStore } from "./old_store.ts";

Deno.test("compactRuns() moves rows of files older than a column, and leaves a run without rows", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const db = await openDuckdb();
    const withoutColumn = async (file: string) => {
      await db.run(
        `COPY (SELECT * EXCLUDE (shard, worker) FROM '${file}') TO '${file}.older' (FORMAT parquet)`,
      );
      await Deno.rename(`${file}.older`, file);
    };
    await withoutColumn(`${folder}/jan-1/requests.parquet`);
    const figure = { name: "ttft", unit: "s", definition: null, n: 9, statistics: { mean: 1 } };
    await writeRun(folder, { run_id: "none", ...day("2026-01-07"), reported: [figure] }, []);
    const before = await everything(folder);
    const { said } = await compact(folder);
    assert.match(said, /^none stays as it is: it has no rows/m);
    assert.deepEqual(await ownFiles(folder), ["cut", "march", "none"]);
    assert.deepEqual(await everything(folder), before);
    // The shared file grows old in its turn.
    const [shared] = (await Array.fromAsync(Deno.readDir(`${folder}/compacted`)))
      .map((entry) => entry.name).filter((name) => name.startsWith("2026-01"));
    await withoutColumn(`${folder}/compacted/${shared}`);
    db.close();
    await writeRun(folder, { run_id: "late", ...day("2026-01-09") }, answers(3, 1));
    const grown = await everything(folder);
    await compact(folder);
    assert.deepEqual(await ownFiles(folder), ["cut", "march", "none"]);
    assert.deepEqual(await everything(folder), grown);
  }));
