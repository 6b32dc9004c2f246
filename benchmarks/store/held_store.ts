/**
 * A store of many runs as one file while a site is built: each program of a page would open every run's file for each
 * of its questions, which takes seconds at a thousand runs.
 */
import { metric } from "../metrics/metrics.ts";
import { type Database, openDuckdb, parquetFiles, quote } from "./duckdb.ts";

/** Stores of more runs are held. */
export const heldRunLimit = 100;

/** Names the file to the programs of a build. */
export const heldVariable = "TOKENBOARD_HELD_STORE";
/** The file, in a program of such a build. */
export const heldFile = (): string | undefined => Deno.env.get(heldVariable) || undefined;

const tables = [
  "sessions",
  "runs",
  "invalid_targets",
  "latest",
  "board_choice",
  "workloads",
  "server",
];

/** A list as long as each row's arrivals, which its metric gives whenever it is asked for. */
const computed = "inter_chunk_s";

/**
 * Writes the measured tables of an open store to `file`, which must not exist, and the requests beside it, as Parquet:
 * as a table of DuckDB's a million of them take half as long again and a third more room.
 */
export async function holdStore(db: Database, file: string): Promise<void> {
  const { rows } = await db.query("DESCRIBE requests");
  const columns = rows.map((row) => String(row.column_name));
  const requests = `${file}.requests.parquet`;
  await db.run(`COPY (SELECT * EXCLUDE (${computed}) FROM requests) TO ${quote(requests)}
    (FORMAT parquet, COMPRESSION snappy)`);
  await db.run(`ATTACH ${quote(file)} AS held`);
  await db.run(
    `CREATE VIEW held.requests AS SELECT ${
      columns.map((name) => name === computed ? `${metric(name).sql} AS ${name}` : name).join(", ")
    } FROM ${parquetFiles([requests])}`,
  );
  for (const table of tables) await db.run(`CREATE TABLE held.${table} AS FROM ${table}`);
  await db.run("DETACH held");
}

/** The views of a store over the file that holds it. */
export async function openHeld(file: string): Promise<Database> {
  const db = await openDuckdb();
  await db.run("SET parquet_metadata_cache = true");
  await db.run(`ATTACH ${quote(file)} AS held (READ_ONLY)`);
  for (const table of ["requests", ...tables]) {
    await db.run(`CREATE VIEW ${table} AS FROM held.${table}`);
  }
  return db;
}
