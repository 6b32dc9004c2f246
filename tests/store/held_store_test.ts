import assert from "node:assert/strict";
import { boardRowsSql, shownBoards, wholeRowsSql } from "../../benchmarks/queries/boards.ts";
import { heldVariable, holdStore, openHeld } from "../../benchmarks/store/held_store.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("a held store answers as the folders do", () =>
  inFolder(async (folder) => {
    const ask = async () => {
      const db = await openStore();
      try {
        const tables = ["runs", "latest", "workloads", "invalid_targets", "board_choice"];
        const sqls = [
          ...tables.map((table) => `SELECT * FROM ${table} ORDER BY ALL`),
          `SELECT run_id, count(*)::INT AS n, median(ttft_s) AS s, sum(len(chunk_at_s))::INT AS lists
          FROM requests GROUP BY run_id ORDER BY run_id`,
          boardRowsSql(shownBoards),
          `SELECT count(*)::INT AS n FROM (${wholeRowsSql("true")})`,
          "DESCRIBE requests",
          "DESCRIBE runs",
        ];
        const answers = [];
        for (const sql of sqls) answers.push((await db.query(sql)).rows);
        return answers;
      } finally {
        db.close();
      }
    };
    const folders = await ask();
    assert.ok(folders[0].length > 10, "there are runs");
    const db = await openStore();
    await holdStore(db, `${folder}/held.duckdb`);
    db.close();
    Deno.env.set(heldVariable, `${folder}/held.duckdb`);
    try {
      assert.deepEqual(await ask(), folders);
    } finally {
      Deno.env.delete(heldVariable);
    }
  }));

Deno.test("a store of runs of many shapes is held like any other", () =>
  inFolder(async (folder) => {
    const writer = await openDuckdb();
    for (const without of ["tls_s", "turn", "session", "dns_s", "connect_s", "headers_s"]) {
      const run_id = `no ${without}`;
      const path = await writeRun(`${folder}/runs`, { run_id }, answers(3, 0.2));
      await writer.run(`CREATE OR REPLACE TABLE rows AS
        SELECT * EXCLUDE (${without}) FROM read_parquet(${quote(`${path}/requests.parquet`)})`);
      await writer.run(`COPY rows TO ${quote(`${path}/requests.parquet`)} (FORMAT parquet)`);
    }
    writer.close();
    const db = await openStore(`${folder}/runs`);
    const count = "SELECT run_id, count(*)::INT AS n FROM requests GROUP BY run_id ORDER BY run_id";
    const { rows } = await db.query(count);
    assert.deepEqual([rows.length, rows[0]], [6, { run_id: "no connect_s", n: 3 }]);
    await holdStore(db, `${folder}/held.duckdb`);
    db.close();
    const held = await openHeld(`${folder}/held.duckdb`);
    assert.deepEqual((await held.query(count)).rows, rows);
    held.close();
  }));
