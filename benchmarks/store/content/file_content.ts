/**
 * What a DuckDB file holds, in one word. Its bytes do not say: DuckDB packs texts by chance, and leaves bytes as they
 * are that it does not use.
 */
import { createHash } from "node:crypto";
import { type Database, quote } from "../duckdb.ts";

/**
 * SHA-256 of the tables of a file, their rows in order, and of its views; two files have the same only where every
 * statement over them has the same answer. The file must not be attached.
 */
export async function contentOf(db: Database, file: string): Promise<string> {
  await db.run(`ATTACH ${quote(file)} AS known (READ_ONLY)`);
  try {
    const hash = createHash("sha256");
    const said = async (sql: string) => {
      const { rows } = await db.query(sql);
      hash.update(JSON.stringify(rows));
      return rows;
    };
    await said("SELECT version() AS duckdb");
    await said(
      `SELECT schema_name, sql FROM duckdb_views() WHERE database_name = 'known' AND NOT internal ORDER BY ALL`,
    );
    const tables = await said(
      `SELECT schema_name AS s, table_name AS t, sql FROM duckdb_tables() WHERE database_name = 'known' ORDER BY ALL`,
    );
    for (const { s, t } of tables) {
      // Two sums that are not alike: rows that change places, or a value its row, change both.
      await said(
        `SELECT count(*)::VARCHAR AS n, sum(hash(rowid, t)::HUGEINT)::VARCHAR AS a,
          bit_xor(hash(t, rowid, 'b'))::VARCHAR AS b FROM known.${name(s)}.${name(t)} t`,
      );
    }
    return hash.digest("hex");
  } finally {
    await db.run("DETACH known");
  }
}

const name = (of: unknown) => `"${String(of).replaceAll('"', '""')}"`;
