import assert from "node:assert/strict";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { allReasons, rowFaults } from "../../benchmarks/store/row_checks.ts";
import type { RunFile } from "../../benchmarks/store/run_file.ts";
import { findRuns } from "../../benchmarks/store/run_folders.ts";
import { systemsOf } from "../../benchmarks/queries/systems.ts";
import { openStore, openUnjudged, runFolders } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const faultsIn = async (folder: string) => {
  const db = await openUnjudged(folder);
  try {
    return await rowFaults(db);
  } finally {
    db.close();
  }
};

Deno.test("allReasons() says each reason once, those of several that are one text too", () => {
  assert.equal(allReasons(null, undefined, ""), null);
  assert.equal(
    allReasons("it stood", null, "it stood; it came late", "it came late"),
    "it stood; it came late",
  );
  assert.equal(
    allReasons("it stood; it came late", "it stood; it came late"),
    "it stood; it came late",
  );
  assert.equal(
    allReasons("shard 0: it stood", "it stood", "no room"),
    "shard 0: it stood; no room",
  );
});

Deno.test("rowFaults() finds nothing in the committed runs", async () => {
  for (const folder of await runFolders("data")) {
    assert.deepEqual(await faultsIn(folder), [], folder);
  }
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
      const found = await faultsIn(await writeRun(folder, { run_id }, rows));
      assert.deepEqual(found.map(({ why }) => why), fault === null ? [] : [fault], run_id);
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
    const why = "2 rows with output_tokens below 0";
    assert.deepEqual(await faultsIn(`${folder}/less`), [{ provider: "acme", model: "m", why }]);
  }));

Deno.test("an invalid target leaves the others of its run where they were", () =>
  inFolder(async (folder) => {
    const odd = answers(3, 1, { provider: "odd", ttft_s: -1 });
    const target = (provider: string, invalid: string | null) => ({
      provider,
      model: "m",
      invalid,
    } as RunFile["targets"][number]);
    const rows = [...answers(3, 1), ...odd];
    const why = "3 rows with ttft_s below 0";
    await writeRun(folder, { run_id: "silent", workload_hash: "s" }, rows);
    await writeRun(
      folder,
      { run_id: "other", workload_hash: "o", targets: [target("acme", why)] },
      rows,
    );
    const targets = [target("acme", null), target("odd", why)];
    await writeRun(folder, { run_id: "said", targets }, rows);
    const { runs, broken } = await findRuns(folder);
    assert.deepEqual(runs.map(({ place }) => place.split("/").at(-1)), ["said"]);
    // Where a run calls another target invalid, or none, its rows are no more believed than before.
    assert.deepEqual(broken.map(({ reason }) => reason), [why, why]);
    const db = await openStore(folder);
    try {
      const { rows: latest } = await db.query("SELECT run_id, provider FROM latest");
      assert.deepEqual(latest, [{ run_id: "said", provider: "acme" }]);
      const { rows: kept } = await db.query(
        "SELECT count(*) AS n FROM requests WHERE provider = 'odd'",
      );
      assert.equal(kept[0].n, 3);
      const systems = await systemsOf(db, "true", ["ttft_s"]);
      assert.deepEqual(
        systems.map(({ provider, invalid, target_invalid }) => [provider, invalid, target_invalid]),
        [["acme", null, null], ["odd", null, why]],
      );
    } finally {
      db.close();
    }
  }));
