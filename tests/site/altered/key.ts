/** The key of a run stays with its process. */
import assert from "node:assert/strict";
import type { Database } from "../../../benchmarks/store/duckdb.ts";

/** Looks for `key` in each of `files`, in the values of Parquet too. */
export async function assertInNoFile(key: string, files: string[], db: Database): Promise<void> {
  for (const file of files) {
    const text = new TextDecoder("latin1").decode(await Deno.readFile(file));
    assert.ok(!text.includes(key), `the key is in ${file}`);
    if (!file.endsWith(".parquet")) continue; // compressed
    const { rows: [{ n }] } = await db.query(
      `SELECT count(*) AS n FROM read_parquet('${file}') AS r WHERE r::VARCHAR LIKE '%${key}%'`,
    );
    assert.equal(n, 0, `the key is in ${file}`);
  }
}
