/** The store's file holds what the views say, in types that a DuckDB without extensions reads. */
import assert from "node:assert/strict";
import { writeStoreFile } from "../../benchmarks/queries/store_file.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { metrics } from "../../benchmarks/metrics/metrics.ts";
import { listColumns } from "../../benchmarks/queries/boards.ts";
import { inFolder } from "../support/bench.ts";
import { answers, writeRun } from "../support/stores/written_run.ts";

const lists = `EXCLUDE (${listColumns})`;

const tables = [
  ...["requests", "runs", "latest", "board_choice", "workloads", "invalid_targets", "metrics"],
  ...["record_columns", "error_classes", "quantile_floors", "apis", "api_columns"],
  ...["api_finish_reasons", "api_witnesses", "conformance", "coverage", "published_2023"],
  "shard_trials",
];

Deno.test("writeStoreFile()", (t) =>
  inFolder(async (folder) => {
    const store = await openStore("data/llmperf-2023-12");
    await writeStoreFile(store, `${folder}/whole.duckdb`);
    const file = await openDuckdb();
    await file.run(`ATTACH ${quote(`${folder}/whole.duckdb`)} AS file (READ_ONLY); USE file`);
    try {
      await t.step("holds every row of every view", async () => {
        for (const table of tables) {
          const count = `SELECT count(*)::INT AS n FROM ${table}`;
          assert.deepEqual((await file.query(count)).rows, (await store.query(count)).rows, table);
          if (table === "requests") continue;
          assert.deepEqual(await file.query(`FROM ${table}`), await store.query(`FROM ${table}`));
        }
        const [{ n }] = (await file.query("SELECT count(*)::INT AS n FROM metrics")).rows;
        assert.equal(n, metrics.length);
      });
      await t.step("answers as the views do", async () => {
        const sql = `SELECT provider, model, count(*)::INT AS n, median(ttft_s) AS ttft,
          avg(e2e_tokens_per_s) AS rate, list_sum(list(len(chunk_at_s))) AS chunks
          FROM requests GROUP BY ALL ORDER BY ALL`;
        assert.deepEqual(await file.query(sql), await store.query(sql));
      });
      await t.step("has JSON as text, and no other change of a type", async () => {
        for (const table of tables) {
          const types = async (db: typeof file) =>
            (await db.query(`DESCRIBE ${table}`)).rows.map((r) => [r.column_name, r.column_type]);
          const expected = (await types(store)).map(([name, type]) => [
            name,
            type === "JSON" ? "VARCHAR" : type,
          ]);
          assert.deepEqual(await types(file), expected, table);
        }
      });
      await t.step("of very many requests has no lists", async () => {
        const many = await openStore("data/llmperf-2023-12");
        await writeStoreFile(many, `${folder}/many.duckdb`, 100);
        many.close();
        await file.run(`ATTACH ${quote(`${folder}/many.duckdb`)} AS many (READ_ONLY)`);
        const { rows } = await file.query("DESCRIBE many.requests");
        assert.ok(rows.length > 60);
        assert.deepEqual(rows.filter((r) => String(r.column_type).endsWith("[]")), []);
      });
    } finally {
      file.close();
      store.close();
    }
  }));

Deno.test("writeStoreFile() keeps each value once, and its tables have every value all the same", () =>
  inFolder(async (folder) => {
    const arrivals = { chunks: 3, chunk_at_s: [0.2, 0.5, 1], chunk_chars: [1, 2, 3] };
    const at = { started_at: "2026-01-02T00:00:00Z" };
    await writeRun(folder, { run_id: "first", ...at }, [
      ...answers(20, 1, { ...arrivals, ttft_s: 0.2, ttft_content_s: 0.2, last_token_s: 1 }),
      ...answers(5, 1, { provider: "else", ttft_s: null, ttft_content_s: null }),
    ]);
    await writeRun(
      folder,
      { run_id: "second", ...at },
      answers(9, 1, { finish_s: 0.9, last_token_s: 0.9 }),
    );
    const db = await openStore(folder);
    try {
      for (const [name, limit, without] of [["whole", 100, ""], ["many", 10, lists]] as const) {
        await writeStoreFile(db, `${folder}/${name}.duckdb`, limit);
        await db.run(`ATTACH '${folder}/${name}.duckdb' AS ${name} (READ_ONLY)`);
        const own = `SELECT * ${without} FROM requests`;
        const kept = `SELECT * FROM ${name}.requests`;
        for (const sql of [`${own} EXCEPT ALL ${kept}`, `${kept} EXCEPT ALL ${own}`]) {
          assert.deepEqual((await db.query(sql)).rows, [], name);
        }
        const { rows } = await db.query(`DESCRIBE ${name}.kept.requests`);
        const stored = rows.map((row) => row.column_name);
        assert.ok(!stored.includes("e2e_tokens_per_s"));
        const { rows: [{ n }] } = await db.query(
          `SELECT count(finish_s) AS n FROM ${name}.kept.requests`,
        );
        assert.equal(n, 0, "where it is the last token's moment it is kept once");
        assert.equal(stored.includes("max_gap_s"), name === "many", "its arrivals are left out");
      }
    } finally {
      db.close();
    }
  }));
