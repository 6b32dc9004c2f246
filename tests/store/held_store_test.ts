import assert from "node:assert/strict";
import { boardRowsSql, shownBoards, wholeRowsSql } from "../../benchmarks/queries/boards.ts";
import { heldVariable, holdStore } from "../../benchmarks/store/held_store.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";

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
