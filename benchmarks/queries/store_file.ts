/** The store as one file of DuckDB, which the browser reads piece by piece. */
import { listColumns } from "./boards.ts";
import { contentOf } from "../store/content/file_content.ts";
import { keepRequests } from "./kept_requests.ts";
import { type Database, quote } from "../store/duckdb.ts";
import { firstOfContent } from "../store/content/first_of_content.ts";
import { addOwnTables, shownFiles } from "../store/own_tables.ts";
import { referenceTables } from "../store/reference/reference.ts";

/** Its lists are four fifths of a store; of more rows than this they are left out. */
export const listRowLimit = 30_000;

/** A table of more rows is kept as one, not packed with the small ones. */
const mostPacked = 5_000;

/** The store's own tables, in the order in which a reader meets them. */
export const storeTables: string[] = [
  ...["requests", "sessions", "runs", "latest", "board_choice", "workloads", "invalid_targets"],
  "server",
  ...referenceTables,
];
/** The other tables of an open store: an analyst's own files. */
export async function ownTables(db: Database): Promise<string[]> {
  const { rows } = await db.query(
    "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal ORDER BY name",
  );
  return rows.map(({ name }) => String(name)).filter((name) => !storeTables.includes(name));
}

/**
 * Writes the tables of an open store to `file`, which must not exist. JSON becomes text, for the browser has no
 * functions for it. Lists are left out where there are more than `limit` requests, and an analyst's own table where it
 * has more rows than that. Own tables stand in a schema of their own: `/explore` knows their plain names, and a cell of
 * a page has them by the page's front matter alone.
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
  await keepRequests(db, few ? [] : listColumns.split(", "));
  const whole = ["runs"];
  for (const table of ["sessions", "server"]) {
    if (await rowsOf(db, table) > mostPacked) whole.push(table);
  }
  for (const table of whole) await copyTable(db, table);
  await packTables(db, storeTables.filter((table) => !["requests", ...whole].includes(table)));
  await db.run("CREATE SCHEMA file.own");
  for (const table of await ownTables(db)) {
    const why = await copyOwnTable(db, table, limit).catch((error: Error) =>
      error.message.split("\n")[0]
    );
    if (why) console.error(`Table ${table} is not on the site: ${why}`);
  }
  await db.run("DETACH file");
}

const quoted = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`;

async function rowsOf(db: Database, table: string): Promise<number> {
  const { rows } = await db.query(`SELECT count(*)::DOUBLE AS n FROM ${quoted(table)}`);
  return Number(rows[0].n);
}

/** Copies an analyst's own table, or returns why not. */
async function copyOwnTable(db: Database, table: string, limit: number): Promise<string | void> {
  if (await rowsOf(db, table) > limit) return `it has over ${limit} rows`;
  await copyTable(db, table, "own");
}

/** The rows of a table, with JSON as text. */
async function plainRows(db: Database, table: string): Promise<string> {
  const { rows } = await db.query(`DESCRIBE ${quoted(table)}`);
  const texts = rows.filter((row) => row.column_type === "JSON")
    .map((row) => quoted(row.column_name));
  const changed = texts.length
    ? `REPLACE (${texts.map((text) => `${text}::VARCHAR AS ${text}`).join(", ")})`
    : "";
  return `SELECT * ${changed} FROM ${quoted(table)}`;
}

async function copyTable(db: Database, table: string, schema = "main"): Promise<void> {
  const rows = await plainRows(db, table);
  await db.run(`CREATE TABLE file.${schema}.${quoted(table)} AS ${rows}`);
}

/** Small tables as views of one: each of its own would take a block of 256 KiB at the least. */
async function packTables(db: Database, tables: string[]): Promise<void> {
  const lists = await Promise.all(
    tables.map(async (table) =>
      `(SELECT list(t) FROM (${await plainRows(db, table)}) t) AS ${table}`
    ),
  );
  await db.run(`CREATE TABLE file.kept.tables AS SELECT ${lists.join(", ")}`);
  await db.run("USE file");
  for (const table of tables) {
    await db.run(
      `CREATE VIEW ${table} AS SELECT unnest(${table}, max_depth := 2) FROM kept.tables`,
    );
  }
  await db.run("USE memory");
}

/** Writes it to standard output, with those of the analyst's own tables that the site shows. */
export async function printStoreFile(db: Database): Promise<void> {
  for (const why of await addOwnTables(db, await shownFiles())) console.error(why);
  await printFile(db, "store.duckdb", (made) => writeStoreFile(db, made));
}

/** Writes these tables, by name the SQL of their rows over an open store, to `file`, which must not exist. */
export async function writeTablesFile(
  db: Database,
  file: string,
  tables: Record<string, string>,
): Promise<void> {
  await db.run("SET threads = 1"); // rows in the order of the store
  await db.run(`ATTACH ${quote(file)} AS file (STORAGE_VERSION 'v1.0.0')`);
  for (const [table, sql] of Object.entries(tables)) {
    await db.run(`CREATE TABLE file.${table} AS ${sql}`);
  }
  await db.run("DETACH file");
}

/** Writes it to standard output. */
export const printTablesFile = (
  db: Database,
  name: string,
  tables: Record<string, string>,
): Promise<void> => printFile(db, name, (made) => writeTablesFile(db, made, tables));

async function printFile(
  db: Database,
  name: string,
  write: (made: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const made = `${folder}/${name}`;
    await write(made);
    const same = await firstOfContent(made, await contentOf(db, made));
    await (await Deno.open(same)).readable.pipeTo(Deno.stdout.writable);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
