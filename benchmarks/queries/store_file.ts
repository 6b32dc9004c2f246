/** The store as one file of DuckDB, which the browser reads piece by piece. */
import { listColumns } from "./boards.ts";
import { type Database, quote } from "../store/duckdb.ts";

/** Its lists are four fifths of a store; of more rows than this they are left out. */
export const listRowLimit = 200_000;

const tables = ["requests", "runs", "latest", "metrics", "workloads", "invalid_targets"];

/**
 * Writes the tables of an open store to `file`, which must not exist. JSON becomes text, for the browser has no
 * functions for it. Lists are left out where there are more than `limit` requests.
 */
export async function writeStoreFile(
  db: Database,
  file: string,
  limit = listRowLimit,
): Promise<void> {
  const { rows: [{ n }] } = await db.query("SELECT count(*)::INT AS n FROM requests");
  const few = (n as number) <= limit;
  // Two threads hold more memory, and a table of lists is held whole to keep its order.
  await db.run("SET threads = 1; SET preserve_insertion_order = false");
  await db.run(`ATTACH ${quote(file)} AS file (STORAGE_VERSION 'v1.0.0')`);
  for (const table of tables) {
    const { rows } = await db.query(`DESCRIBE ${table}`);
    const texts = rows.filter((row) => row.column_type === "JSON").map((row) => row.column_name);
    const without = table === "requests" && !few ? `EXCLUDE (${listColumns})` : "";
    const changed = texts.length
      ? `REPLACE (${texts.map((name) => `${name}::VARCHAR AS ${name}`).join(", ")})`
      : "";
    await db.run(`CREATE TABLE file.${table} AS SELECT * ${without} ${changed} FROM ${table}`);
  }
  await db.run("DETACH file");
}

/** Writes it to standard output. */
export async function printStoreFile(db: Database): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await writeStoreFile(db, `${folder}/store.duckdb`);
    await (await Deno.open(`${folder}/store.duckdb`)).readable.pipeTo(Deno.stdout.writable);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
