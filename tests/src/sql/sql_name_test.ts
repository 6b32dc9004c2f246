import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { edgeSql } from "../../../src/explore/chart_terms.ts";
import { sqlName } from "../../../src/explore/query_text.ts";
import { isNumber } from "../../../src/explore/result_table.ts";

Deno.test("sqlName() quotes every word of DuckDB that would be no column, and plain names stay bare", async () => {
  const db = await openDuckdb();
  try {
    const { rows } = await db.query("SELECT keyword_name AS word FROM duckdb_keywords()");
    assert(rows.length > 400);
    for (const word of [...rows.map(({ word }) => String(word)), 'a "b"', "Größe", "1"]) {
      const own = sqlName(word);
      const { rows } = await db.query(
        `SELECT ${own}, quantile_cont(${own}, 0.5) AS x FROM (SELECT 7 AS "${
          word.replaceAll('"', '""')
        }") GROUP BY ALL ORDER BY ${own}`,
      );
      assert.equal(rows[0][word], 7, word);
    }
  } finally {
    db.close();
  }
  assert.deepEqual(["ttft_s", "provider", "name"].map(sqlName), ["ttft_s", "provider", "name"]);
});

Deno.test("a list of numbers is no number, and the widest histogram has edges", () => {
  const of = (type: string) => isNumber({ name: "a", type });
  assert.deepEqual(["DECIMAL(2,1)", "DOUBLE", "BIGINT"].map(of), [true, true, true]);
  assert.deepEqual(["DECIMAL(2,1)[]", "DOUBLE[]", "DECIMAL(2,1)[3]"].map(of), [
    false,
    false,
    false,
  ]);
  assert.equal(edgeSql(false, [-1e308, 1e308], "v")(1), "(floor(v / 5e+306) + 1) * 5e+306");
});
