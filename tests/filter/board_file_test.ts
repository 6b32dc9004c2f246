/** Page /filter finds in its own small file what it would find in the store. */
import assert from "node:assert/strict";
import { boardTables, makeBoard, rowsSql } from "../../src/filter/board.ts";
import { type Database, openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { writeTablesFile } from "../../benchmarks/queries/store_file.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { addRun, writeMixedStore } from "../support/stores/mixed_store.ts";

/** The board that a page makes of these tables, and its rows. */
async function boardOf(db: Database, simulated: boolean) {
  const board = await makeBoard(async (sql) => (await db.query(sql)).rows, simulated, () => {});
  const rows = board.rows ? (await db.query("SELECT * FROM board ORDER BY ALL")).rows : [];
  return { ...board, rows };
}

Deno.test("the file of page /filter has the rows, ranges and names that the store has", () =>
  inFolder(async (folder) => {
    await writeMixedStore(`${folder}/data`);
    await addRun(`${folder}/data`, 9); // its targets have older runs, which the page does not show
    const store = await openStore(`${folder}/data`);
    const file = await openDuckdb();
    try {
      await writeTablesFile(store, `${folder}/filter.duckdb`, boardTables);
      await file.run(`ATTACH ${quote(`${folder}/filter.duckdb`)} AS store (READ_ONLY)`);
      await file.run("SET threads = 1; SET search_path = 'memory,store'"); // as in the browser
      for (const simulated of [false, true]) {
        const [wanted, found] = [await boardOf(store, simulated), await boardOf(file, simulated)];
        assert.ok(wanted.rows.length > 0, "the store has such rows");
        assert.deepEqual(found, wanted);
      }
      const { rows: [{ all, shown }] } = await store.query(`SELECT
        (SELECT count(*) FROM requests)::INT AS all,
        (SELECT count(*) FROM ${rowsSql(false)})::INT + (SELECT count(*) FROM ${
        rowsSql(true)
      })::INT AS shown`);
      const { rows: [{ n }] } = await file.query("SELECT count(*)::INT AS n FROM requests");
      assert.equal(n, shown);
      assert.ok(Number(all) > Number(shown), "the store has more");
    } finally {
      store.close();
      file.close();
    }
  }));
