import assert from "node:assert/strict";
import { bakedStatistics } from "../../benchmarks/queries/baked.ts";
import { boardRowsSql } from "../../benchmarks/queries/boards.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { judgeBoards } from "../../benchmarks/queries/standings.ts";
import { referenceTables } from "../../benchmarks/store/reference/reference.ts";
import { openRuns, openStore } from "../../benchmarks/store/views.ts";
import { writeViewsFile } from "../../benchmarks/store/views_file.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

Deno.test("a time that is no number or infinite is not known, and closes no page", () =>
  inFolder(async (folder) => {
    const path = `${await writeRun(folder, { run_id: "odd" }, answers(200, 1))}/requests.parquet`;
    const other = await openDuckdb();
    await other.run(`CREATE TABLE odd AS SELECT * REPLACE (CASE request_index
      WHEN 3 THEN 'nan'::DOUBLE WHEN 4 THEN 'infinity'::DOUBLE WHEN 5 THEN '-infinity'::DOUBLE
      ELSE ttft_s END AS ttft_s) FROM '${path}'`);
    await other.run(`COPY odd TO '${path}' (FORMAT parquet)`);
    other.close();
    const db = await openStore(folder);
    const baked = await bakedStatistics(db, boardRowsSql("true"), ["ttft_s"]);
    const [view] = await judgeBoards(db, "true", ["ttft_s"], baked);
    db.close();
    const found = baked(view.board, "ttft_s", "succeeded").get("odd\nacme\nm")!;
    const { n, omitted, min, max, mean } = found as Record<string, number>;
    assert.deepEqual([n, omitted], [197, 3]);
    assert.ok(0.98 < min && min < mean && mean < max && max < 1.02, `${min} ${mean} ${max}`);
    assert.deepEqual(view.standings[0].rank, [1, 1]);
  }));

Deno.test("the file of views opens from any folder, though the store was named from another", () =>
  inFolder(async (folder) => {
    await writeRun(`${folder}/it's *`, { run_id: "odd" }, answers(20, 1));
    const before = Deno.cwd();
    try {
      Deno.chdir(folder);
      await writeViewsFile("it's *");
      Deno.chdir("/");
      const db = await openDuckdb(`${folder}/it's */tokenboard.duckdb`);
      const { rows } = await db.query(
        "SELECT count(*) AS n, count(e2e_tokens_per_s) AS rates FROM requests JOIN runs USING (run_id)",
      );
      db.close();
      assert.deepEqual(rows, [{ n: 20, rates: 20 }]);
    } finally {
      Deno.chdir(before);
    }
  }));

Deno.test("an open store answers by what a run's file holds now", () =>
  inFolder(async (folder) => {
    const rows = (n: number) => writeRun(folder, { run_id: "a" }, answers(n, 1));
    await rows(5);
    const db = await openStore(folder);
    const ask = async () => (await db.query("SELECT count(ttft_s) AS n FROM requests")).rows[0].n;
    assert.deepEqual([await ask(), await ask()], [5, 5]);
    await rows(3);
    assert.equal(await ask(), 3);
    await rows(7);
    assert.equal(await ask(), 7);
    db.close();
  }));

Deno.test("rows of many shapes are held once, and say what their files say", () =>
  inFolder(async (folder) => {
    const names = ["dns_s", "tls_s", "turn", "session", "error_code", "finish_s"];
    const db = await openDuckdb();
    for (const [i, name] of names.entries()) {
      const path = await writeRun(folder, { run_id: `r${i}` }, answers(3, 1 + i));
      const file = `'${path}/requests.parquet'`;
      await db.run(`CREATE OR REPLACE TEMP TABLE rows AS SELECT * EXCLUDE (${name}) FROM ${file}`);
      await db.run(`COPY rows TO ${file} (FORMAT parquet)`);
    }
    db.close();
    await writeRun(folder, { run_id: "whole" }, answers(3, 9));
    const all = "SELECT * FROM requests ORDER BY run_id, request_index";
    const held = await openStore(folder);
    // A single run is read from its file.
    const one = await openRuns([`${folder}/r3`]);
    const { rows } = await held.query(all);
    assert.equal(rows.length, 3 * (names.length + 1));
    assert.deepEqual(rows.filter((r) => r.run_id === "r3"), (await one.query(all)).rows);
    const namesIn = async (db: typeof held) =>
      (await db.query("SHOW TABLES")).rows.map(({ name }) => String(name));
    // What is not measured is in a whole store alone.
    const measured = (await namesIn(held)).filter((name) => !referenceTables.includes(name));
    assert.deepEqual(measured, await namesIn(one));
    for (const db of [held, one]) db.close();
    // The file for other tools holds views alone: a run that is made anew shows in it.
    await writeViewsFile(folder);
    const file = await openDuckdb(`${folder}/tokenboard.duckdb`);
    const { rows: tables } = await file.query("SELECT * FROM duckdb_tables()");
    assert.deepEqual(tables, []);
    assert.deepEqual((await file.query(all)).rows, rows);
    file.close();
  }));
