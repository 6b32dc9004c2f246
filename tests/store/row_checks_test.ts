import assert from "node:assert/strict";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { rowFaults } from "../../benchmarks/store/row_checks.ts";
import { openUnjudged, runFolders } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/written_run.ts";

const faultsIn = async (folder: string) => {
  const db = await openUnjudged(folder);
  try {
    return await rowFaults(db);
  } finally {
    db.close();
  }
};

Deno.test("rowFaults() finds nothing in the committed runs", async () => {
  for (const folder of await runFolders("data")) assert.equal(await faultsIn(folder), null, folder);
});

Deno.test("rowFaults() names what cannot be", () =>
  inFolder(async (folder) => {
    const [a, b, c, d] = answers(4, 1);
    const cases: [string, Parameters<typeof writeRun>[2], string | null][] = [
      ["sound", [a, b, c, d], null],
      ["early", [a, { ...b, ttft_s: -0.1 }, { ...c, ttft_s: -1 }], "2 rows with ttft_s below 0"],
      ["late", [a, { ...b, ttft_s: 9 }], "1 row with ttft_s after e2e_latency_s"],
      ["odd", [{ ...a, status: "fine" }], "1 row with an unknown status"],
      ["nameless", [{ ...a, model: null as never }], "1 row with model missing"],
      ["turned", [{ ...a, last_token_s: 0.5 }], "1 row with ttft_s after last_token_s"],
    ];
    for (const [run_id, rows, fault] of cases) {
      assert.equal(await faultsIn(await writeRun(folder, { run_id }, rows)), fault, run_id);
    }
  }));

Deno.test("rowFaults() names a count below 0, which only another's file can hold", () =>
  inFolder(async (folder) => {
    const path = `${await writeRun(folder, { run_id: "less" }, answers(3, 1))}/requests.parquet`;
    const other = await openDuckdb();
    await other.run(`CREATE TABLE less AS SELECT * REPLACE (-request_index AS output_tokens)
      FROM read_parquet(${quote(path)})`);
    await other.run(`COPY less TO ${quote(path)} (FORMAT parquet)`);
    other.close();
    assert.equal(await faultsIn(`${folder}/less`), "2 rows with output_tokens below 0");
  }));
