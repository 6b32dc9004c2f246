/**
 * A DuckLake as a catalogue of a store: which runs it has, what their files said, and the same at every moment before.
 * The rows stay in the files of the store; no other is written.
 */
import { columnNames, record } from "../../record/record.ts";
import { type Database, openDuckdb, quote } from "../duckdb.ts";
import { loadExtensions } from "../extensions/load.ts";
import { again } from "./again.ts";
import type { LakeName } from "./lake_name.ts";

/** A catalogue that is not there, or none. */
export class NoCatalogue extends Error {}

/** What a database needs before it can read the files of a store: keys of a bucket. */
export type Reach = (db: Database) => Promise<void>;

const own = columnNames.map((name) => `${name} ${record[name].type}`);

/** The tables of a catalogue. `requests` is made of the store's own files, the others have their rows in it. */
export const tableStatements: string[] = [
  `CREATE TABLE IF NOT EXISTS lake.requests (${own.join(", ")})`,
  `CREATE TABLE IF NOT EXISTS lake.runs (store VARCHAR, run_id VARCHAR, file VARCHAR,
    rows BIGINT, run_json VARCHAR)`,
  "CREATE TABLE IF NOT EXISTS lake.settings (store VARCHAR, name VARCHAR, text VARCHAR)",
  // One row that every writer changes: of two at once the later one begins anew, and sees what the other did.
  "CREATE TABLE IF NOT EXISTS lake.writers (turn BIGINT)",
];

/** Options that a new catalogue gets: rows of its own stand in it, and its upkeep leaves the store's files alone. */
const optionStatements = [
  "CALL lake.set_option('data_inlining_row_limit', 1000000)",
  "CALL lake.set_option('auto_compact', false)",
];

/** The statement that opens a catalogue as database `lake`; `files` is a folder of its own, where it is to be made. */
export function attachSql({ address }: LakeName, open: "read" | "write" | { files: string }) {
  const how = open === "read"
    ? "READ_ONLY, CREATE_IF_NOT_EXISTS false"
    : open === "write"
    ? "CREATE_IF_NOT_EXISTS false"
    : `DATA_PATH ${quote(open.files)}`;
  return `ATTACH ${quote(address)} AS lake (${how})`;
}

async function opened(name: LakeName, reach: Reach | undefined): Promise<Database> {
  const db = await openDuckdb();
  try {
    await loadExtensions(db, name.extensions);
    await reach?.(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Reads a catalogue. Throws `NoCatalogue` where there is none. */
export async function readLake<T>(
  name: LakeName,
  reach: Reach | undefined,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  if (name.file && !await isThere(name.file)) throw notThere(name);
  const db = await opened(name, reach);
  try {
    return await again(async () => {
      try {
        await db.run(attachSql(name, "read"));
      } catch (error) {
        throw refused(name, error);
      }
      try {
        return await work(db);
      } finally {
        await db.run("DETACH lake");
      }
    }, `The catalogue ${name.shown} is being written all the time`);
  } finally {
    db.close();
  }
}

/**
 * Changes a catalogue, which is made where there is none: `files` is a folder of its own, which stays empty.
 * `work` is done in one transaction, and anew where somebody else's came before: it reads what is there each time. It
 * answers null where there is nothing to change.
 */
export async function changeLake<T>(
  name: LakeName,
  files: string,
  reach: Reach | undefined,
  work: (db: Database) => Promise<{ message: string; done: T } | null>,
): Promise<T | null> {
  const busy = `The catalogue ${name.shown} is being written by others all the time`;
  return await again(async () => {
    const db = await opened(name, reach);
    try {
      await attachOrMake(db, name, files);
      await db.run("BEGIN");
      const found = await work(db);
      if (!found) {
        await db.run("ROLLBACK");
        return null;
      }
      await db.run("UPDATE lake.writers SET turn = turn + 1");
      await db.run(`CALL lake.set_commit_message('tokenboard', ${quote(found.message)})`);
      await db.run("COMMIT");
      return found.done;
    } finally {
      db.close();
    }
  }, busy);
}

async function attachOrMake(db: Database, name: LakeName, files: string): Promise<void> {
  const there = await db.run(attachSql(name, "write")).then(() => true, (error) => {
    if (/lock/i.test(error.message)) throw error;
    return false;
  });
  if (!there) {
    await db.run(attachSql(name, { files })).catch((error) => {
      throw refused(name, error);
    });
    for (const sql of optionStatements) await db.run(sql);
  }
  await makeTables(db);
}

async function makeTables(db: Database): Promise<void> {
  const { rows } = await db.query(
    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'lake'",
  );
  if (rows.length < tableStatements.length) {
    await db.run("BEGIN");
    for (const sql of tableStatements) await db.run(sql);
    await db.run("INSERT INTO lake.writers SELECT 0 WHERE (SELECT count(*) FROM lake.writers) = 0");
    await db.run("COMMIT");
  }
  const { rows: columns } = await db.query("DESCRIBE lake.requests");
  const there = new Set(columns.map(({ column_name }) => column_name));
  for (const name of columnNames.filter((name) => !there.has(name))) {
    await db.run(`ALTER TABLE lake.requests ADD COLUMN ${name} ${record[name].type}`);
  }
}

const notThere = ({ shown }: LakeName) =>
  new NoCatalogue(`There is no catalogue ${shown}: deno task catalogue makes it.`);

const isThere = (path: string) => Deno.stat(path).then(({ isFile }) => isFile, () => false);

/** What DuckDB says of a catalogue that it cannot open, as one sentence. */
function refused(name: LakeName, error: unknown): Error {
  const [why] = (error as Error).message.split("\n");
  if (/lock/i.test(why)) return error as Error;
  if (/does not exist - and creating/.test(why)) return notThere(name);
  return new NoCatalogue(`The catalogue ${name.shown} cannot be opened: ${why}`);
}
