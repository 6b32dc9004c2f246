/**
 * A store of many runs as one file while a site is built: each program of a page would open every run's file for each
 * of its questions, which takes seconds at a thousand runs.
 */
import { type Database, openDuckdb, quote } from "./duckdb.ts";

/** Stores of more runs are held. */
export const heldRunLimit = 100;

/** Names the file to the programs of a build. */
export const heldVariable = "TOKENBOARD_HELD_STORE";

const tables = [
  ...["requests", "sessions", "runs", "invalid_targets", "latest", "board_choice", "workloads"],
  "server",
];

/** Writes the measured tables of an open store to `file`, which must not exist. */
export async function holdStore(db: Database, file: string): Promise<void> {
  await db.run(`ATTACH ${quote(file)} AS held`);
  for (const table of tables) await db.run(`CREATE TABLE held.${table} AS FROM ${table}`);
  await db.run("DETACH held");
}

/** The views of a store over the file that holds it. */
export async function openHeld(file: string): Promise<Database> {
  const db = await openDuckdb();
  await db.run(`ATTACH ${quote(file)} AS held (READ_ONLY)`);
  for (const table of tables) await db.run(`CREATE VIEW ${table} AS FROM held.${table}`);
  return db;
}
