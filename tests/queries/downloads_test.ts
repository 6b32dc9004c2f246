/** Files to take away: which there are, in which formats, and what they hold. */
import assert from "node:assert/strict";
import {
  downloadsOf,
  formatsOf,
  textRowLimit,
  textStoreLimit,
  writeDownload,
} from "../../benchmarks/queries/downloads/downloads.ts";
import { wholeRowLimit } from "../../benchmarks/queries/downloads/own_file.ts";
import { writeStoreFile } from "../../benchmarks/queries/store_file.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";
import { runIndex } from "../../benchmarks/queries/run_index.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import * as page from "../../src/components/files.ts";
import { listColumns, pageRowLimit } from "../../benchmarks/queries/boards.ts";
import { storeRows } from "../../src/choice/store_rows.ts";
import { readParquet } from "../../src/rows/load.ts";
import { noteOf } from "../../src/requests/requests_source.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const at = (day: number) => ({
  started_at: `2026-01-0${day}T00:00:00Z`,
  ended_at: `2026-01-0${day}T01:00:00Z`,
});

Deno.test("downloadsOf() has every run, and a board's newest runs alone", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "first", ...at(1) }, answers(20, 1));
    await writeRun(folder, { run_id: "second", ...at(2) }, [
      ...answers(30, 1),
      ...answers(4, 1, { phase: "warmup" }),
    ]);
    await writeRun(folder, { run_id: "bad", ...at(3), invalid: "clock jumped" }, answers(5, 1));
    const db = await openStore(folder);
    const all = await downloadsOf(db);
    assert.ok(all.every(({ text }) => text));
    assert.deepEqual(all.map(({ path, rows }) => [path, rows]), [
      ["runs/bad", 5],
      ["runs/first", 20],
      ["runs/second", 34],
      ["boards/m__w", 30],
      ["all/requests", 59],
    ]);
    const file = `${folder}/taken`;
    const board = all.find(({ path }) => path.startsWith("boards/"))!;
    await writeDownload(db, board, "json", file);
    const rows = JSON.parse(await Deno.readTextFile(file)) as Record<string, unknown>[];
    assert.equal(rows.length, 30);
    assert.ok(rows.every((r) => r.run_id === "second" && r.phase === "measured"));
    assert.ok(!("chunk_at_s" in rows[0]));
    await writeDownload(db, all[1], "parquet", file);
    const own = await readParquet((await Deno.readFile(file)).buffer);
    assert.equal(own.length, 20);
    // A page's row as the store has it: to the microsecond, lists and computed metrics with it.
    assert.equal(own[3].started_at, "2026-01-02T00:00:03.000000Z");
    assert.equal(own[3].e2e_tokens_per_s, 100 / (own[3].e2e_latency_s as number));
    assert.ok("chunk_at_s" in own[3]);
    db.close();
  }));

Deno.test("downloadsOf() has no text of what is large, and a sample for the page", () =>
  inFolder(async (folder) => {
    const write = async (run_id: string, n: number) => {
      const file = `${await writeRun(
        folder,
        { run_id, ...at(1) },
        answers(1, 1),
      )}/requests.parquet`;
      const db = await openDuckdb();
      await db.run(
        `CREATE TABLE big AS SELECT r.* REPLACE (i AS request_index) FROM '${file}' r, range(${n}) t(i)`,
      );
      await db.run(`COPY big TO '${file}' (FORMAT parquet)`);
      db.close();
    };
    await write("large", pageRowLimit + 1);
    await writeRun(folder, { run_id: "small", ...at(2), workload_hash: "w2" }, answers(3, 1));
    const found = async () => {
      const db = await openStore(folder);
      const all = (await downloadsOf(db)).map(({ path, text }) => `${path} ${text}`);
      const sample = (await downloadsOf(db)).find(({ path }) => path === "runs/large.sample")!;
      const { rows } = await db.query(
        `SELECT count(*)::INT AS n, any_value(sampled_from) AS f FROM (${sample.sql})`,
      );
      db.close();
      assert.deepEqual(rows, [{ n: pageRowLimit, f: pageRowLimit + 1 }]);
      return all;
    };
    assert.deepEqual(await found(), [
      "runs/large false",
      "runs/small false",
      "runs/large.sample false",
      "boards/m__w false",
      "boards/m__w2 true",
      "all/requests false",
    ]);
  }));

Deno.test("a run that a large store has no file of is read from the site's store, with the rows of a file", () =>
  inFolder(async (folder) => {
    const more = { http_version: "1.1", chunks: 2, chunk_at_s: [0.5, 1], chunk_chars: [1, 2] };
    await writeRun(folder, { run_id: "old", ...at(1) }, answers(20, 1, more));
    await writeRun(folder, { run_id: "o'ld", ...at(1) }, [
      ...answers(3, 1, { status: "failed", error_class: "timeout", ttft_s: null }),
      ...answers(2, 1, { phase: "warmup" }),
    ]);
    await writeRun(folder, { run_id: "new", ...at(2) }, answers(20, 1));
    const db = await openStore(folder);
    const paths = async (limit?: number) => (await downloadsOf(db, limit)).map(({ path }) => path);
    const all = ["runs/new", "runs/o'ld", "runs/old", "boards/m__w", "all/requests"];
    assert.deepEqual((await paths()).toSorted(), all.toSorted());
    assert.deepEqual(await paths(44), ["runs/new", "boards/m__w"], "45 rows are too many");
    const index = await runIndex(db, 44);
    assert.deepEqual(index.filter((run) => run.filed).map((run) => run.run_id), ["new"]);

    await writeStoreFile(db, `${folder}/site.duckdb`, 44);
    const site = await openDuckdb();
    await site.run(`ATTACH '${folder}/site.duckdb' AS store (READ_ONLY)`);
    await site.run("SET search_path = 'memory,store'");
    const ask = async (sql: string) => (await site.query(sql)).rows;
    const runs = [{ run_id: "o'ld", rows: 5 }, { run_id: "old", rows: 20 }];
    const stored = await storeRows(ask, runs);
    site.close();
    for (const [i, { run_id }] of runs.entries()) {
      const own = (await downloadsOf(db)).find(({ path }) => path === `runs/${run_id}`)!;
      await writeDownload(db, own, "parquet", `${folder}/taken`);
      const file = await readParquet((await Deno.readFile(`${folder}/taken`)).buffer);
      assert.equal(file.length, runs[i].rows);
      for (const row of file) for (const list of listColumns.split(", ")) row[list] = null;
      assert.deepEqual(stored[i], file);
    }
    db.close();
  }));

Deno.test("storeRows() reads a sample of what a page cannot hold, and says of how many", async () => {
  const db = await openDuckdb();
  const n = pageRowLimit + 5;
  await db.run(`CREATE TABLE requests AS SELECT 'r' AS run_id, 'p' AS provider, 'm' AS model,
    i::INTEGER AS request_index, 1 AS attempt, NULL::INTEGER AS block,
    CASE WHEN i < ${n} THEN 'measured' ELSE 'warmup' END AS phase FROM range(${n + 9}) t(i)`);
  const [rows] = await storeRows(async (sql) => (await db.query(sql)).rows, [
    { run_id: "r", rows: n },
  ]);
  db.close();
  assert.equal(rows.length, pageRowLimit);
  assert.ok(rows.every((row) => row.phase === "measured" && row.sampled_from === n));
});

Deno.test("runIndex() and noteOf() say which run is the newest, invalid or gone", () =>
  inFolder(async (folder) => {
    await writeRun(folder, { run_id: "first", ...at(1) }, answers(20, 1));
    await writeRun(folder, { run_id: "second", ...at(2) }, answers(20, 1));
    await writeRun(folder, { run_id: "bad", ...at(3), invalid: "clock jumped" }, answers(5, 1));
    await writeRun(folder, { run_id: "other", ...at(4), workload_hash: "w2" }, answers(5, 1));
    const db = await openStore(folder);
    const runs = await runIndex(db);
    db.close();
    assert.deepEqual(runs.map((r) => r.run_id), ["other", "bad", "second", "first"]);
    const said = (run_id: string, target = {}) => {
      const note = noteOf(runs, { run_id, ...target });
      return note && `${note.text}${note.link?.text ?? ""}`;
    };
    assert.equal(said("second"), null);
    assert.equal(said("other"), null);
    assert.match(said("first")!, /older run, of 1 Jan 2026\. The newest of acme m is second$/);
    assert.match(said("bad")!, /bad is invalid.*: clock jumped\.$/);
    assert.equal(said("gone"), "Run gone is not on this site.");
    assert.match(
      said("gone", { provider: "acme", model: "m" })!,
      /newest run of acme m here is other$/,
    );
    assert.match(
      said("gone", { provider: "acme", model: "x" })!,
      /No other run of acme x is, either\.$/,
    );
  }));

Deno.test("the pages offer a file in the formats that the store writes", () => {
  for (const text of [true, false]) {
    const offered = [...page.filesHtml("runs/r", text).matchAll(/r\.(\w+)"/g)].map((m) => m[1]);
    assert.deepEqual(offered, formatsOf({ text }));
  }
  assert.deepEqual(
    [page.pageRowLimit, page.textRowLimit, page.textStoreLimit, page.wholeRowLimit],
    [pageRowLimit, textRowLimit, textStoreLimit, wholeRowLimit],
  );
});
