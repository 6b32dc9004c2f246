/** Rows of a page stand in DuckDB's order. */
import assert from "node:assert/strict";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { ordered } from "../../../src/rows/request_tables.ts";

Deno.test("texts are in DuckDB's order, signs beyond 16 bits too", async () => {
  const texts = ["\u{1F600}", "\uFF46", "a", "ab", "", "b", "\u{1F600}a", "Z", "\u00E9"];
  const db = await openDuckdb();
  try {
    const values = texts.map((text) => `('${text}')`).join(", ");
    const { rows } = await db.query(`SELECT k FROM (VALUES ${values}) t(k) ORDER BY k`);
    assert.deepEqual(ordered(texts.map((k) => ({ k })), ["k"]), rows);
  } finally {
    db.close();
  }
});
