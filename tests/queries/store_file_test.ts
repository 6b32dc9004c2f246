/** The store's file holds what the views say, in types that a DuckDB without extensions reads. */
import assert from "node:assert/strict";
import { writeStoreFile } from "../../benchmarks/queries/store_file.ts";
import { openDuckdb, quote } from "../../benchmarks/store/duckdb.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { metrics } from "../../benchmarks/metrics/metrics.ts";
import { inFolder } from "../support/bench.ts";

const tables = [
  ...["requests", "runs", "latest", "board_choice", "workloads", "invalid_targets", "metrics"],
  ...["record_columns", "error_classes", "quantile_floors", "apis", "api_columns"],
  ...["api_finish_reasons", "api_witnesses", "conformance", "coverage", "published_2023"],
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
