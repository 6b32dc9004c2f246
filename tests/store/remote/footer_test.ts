import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { checkFolder } from "../../../benchmarks/store/door/door.ts";
import { readFooter } from "../../../benchmarks/store/remote/footer.ts";
import { inFolder } from "../../support/bench.ts";
import { answers, writeRun } from "../../support/stores/written_run.ts";

Deno.test("readFooter() knows a run that the door lets in whole, and leaves open what the door would refuse", () =>
  inFolder(async (folder) => {
    const db = await openDuckdb();
    const run = await writeRun(folder, { run_id: "run-a" }, answers(3000, 0.5));
    const file = `${run}/requests.parquet`;
    const { size } = await Deno.stat(file);
    const footer = (path: string, run_id = "run-a", bytes = size) =>
      readFooter(db, path, bytes, run_id);
    const { rows, shape, fault } = await checkFolder(db, run);
    assert.deepEqual({ rows, fault }, { rows: 3000, fault: null });
    assert.deepEqual(await footer(file), { rows, shape });
    assert.deepEqual(await footer(file, "run-b"), {
      open: "not all of its rows are known to be of run run-b",
    });
    const changed = async (select: string, options = "") => {
      const path = `${folder}/changed.parquet`;
      await db.run(`COPY (SELECT ${select} FROM read_parquet('${file}')) TO '${path}'
        (FORMAT parquet, ROW_GROUP_SIZE 2048 ${options})`);
      return await footer(path);
    };
    const one = (column: string, value: string) =>
      changed(
        `* REPLACE (CASE request_index WHEN 2500 THEN ${value} ELSE ${column} END AS ${column})`,
      );
    assert.deepEqual(await one("run_id", "'run-b'"), {
      open: "not all of its rows are known to be of run run-a",
    });
    for (
      const [column, value] of [
        ["ttft_s", "-1.0"],
        ["e2e_latency_s", "1e12"],
        ["output_tokens", "-1"],
        ["provider", "NULL"],
      ]
    ) {
      assert.deepEqual(await one(column, value), {
        open: `column ${column} may hold what no row can`,
      });
    }
    assert.deepEqual(await changed("* REPLACE (ttft_s::FLOAT AS ttft_s)"), {
      open: "its columns are not the record's own",
    });
    assert.deepEqual(await changed("* EXCLUDE (provider)"), {
      open: "its columns are not the record's own",
    });
    // A file that is older than a column lacks it, which closes no run.
    assert.deepEqual(await changed("* EXCLUDE (ttft_s)"), { rows, shape: { ttft_s: null } });
    await Deno.writeTextFile(`${folder}/none.parquet`, "no Parquet");
    await assert.rejects(footer(`${folder}/none.parquet`));
    db.close();
  }));
