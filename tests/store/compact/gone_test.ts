/** Who looked a store through before its rows were moved, and asks it afterwards. */
import assert from "node:assert/strict";
import { anewWhereGone, isGone } from "../../../benchmarks/store/door/gone.ts";
import { findRuns } from "../../../benchmarks/store/run_folders.ts";
import { openFolder, openStore } from "../../../benchmarks/store/views.ts";
import { inFolder } from "../../support/bench.ts";
import { compact, requestsIn, writeStore } from "./old_store.ts";

const countSql = "SELECT count(*)::INT AS n FROM requests";

Deno.test("openStore() looks again where rows were moved after its runs were found", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const before = await requestsIn(folder);
    const found = await findRuns(folder);
    await compact(folder);
    const db = await openStore(folder, found);
    assert.deepEqual((await db.query(countSql)).rows, [{ n: before.length }]);
    db.close();
    assert.deepEqual(await requestsIn(folder), before);
  }));

Deno.test("a question whose files were moved is asked of the store as it is then, and no other again", () =>
  inFolder(async (folder) => {
    await writeStore(folder);
    const n = (await requestsIn(folder)).length;
    const looks: number[] = [];
    const answer = await anewWhereGone(async (look) => {
      looks.push(look);
      const { db } = await openFolder(folder, await findRuns(folder));
      if (look === 0) await compact(folder); // the views name what is not there any more
      return await db.query(countSql).finally(() => db.close());
    });
    assert.deepEqual([answer.rows, looks], [[{ n }], [0, 1]]);

    const { db } = await openFolder(folder, await findRuns(folder));
    for (const sql of ["SELECT nothing FROM requests", "FROM 'nowhere/mine.parquet'"]) {
      let asked = 0;
      const ask = () => (asked++, db.query(sql));
      await assert.rejects(anewWhereGone(ask), (error) => !isGone(error));
      assert.equal(asked, 1, sql);
    }
    // A file that never comes ends it, too; so do rows that another merge replaces again and again.
    for (const name of ["requests.parquet", "requests-0123456789abcdef.parquet"]) {
      let asked = 0;
      const missing = `FROM read_parquet('${folder}/none/${name}')`;
      await assert.rejects(anewWhereGone(() => (asked++, db.query(missing))), isGone);
      assert.equal(asked, 5);
    }
    db.close();
  }));
