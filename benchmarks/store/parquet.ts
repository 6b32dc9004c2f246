/** Rows to Parquet, written beside its target and renamed into place. */
import { type Dropped, fitRow } from "../record/fit_row.ts";
import { columnNames, record, type Row } from "../record/record.ts";
import { isPlainFile, openNew, partialOf } from "../files/own_file.ts";
import { type Database, jsonFiles, parquetFiles, quote } from "./duckdb.ts";

/** The record as DuckDB column definitions, for `read_json`. */
export function recordSchema(): string {
  return `{${columnNames.map((name) => `${name}: ${quote(record[name].type)}`).join(", ")}}`;
}

/** Column list that casts to the record's types and lets nothing else through. */
export const recordColumns = columnNames.map((name) => `${name}::${record[name].type} AS ${name}`)
  .join(", ");

/** How rows of one file relate to each other, where a run was gone on with. */
export interface Merge {
  /** Columns that identify a row: of several with the same key one is kept. */
  key: string[];
  /** Condition of rows that give way to another of the same key. */
  worst: string;
  /** Order of the rows in the file. */
  order: string;
}

/**
 * Writes rows as Parquet at `path`, atomically: through a JSON lines file beside it and one COPY. With `merge`,
 * rows of a file that is there already are kept. A value that its column cannot hold is null in the file.
 *
 * @returns how many rows lost a value, by column
 */
export async function writeParquet(
  db: Database,
  rows: Iterable<Row> | AsyncIterable<Row>,
  path: string,
  merge?: Merge,
): Promise<Dropped> {
  const jsonl = partialOf(`${path}.jsonl`);
  const partial = partialOf(path);
  try {
    const dropped = await writeLines(jsonl, rows);
    const lines = "format = 'newline_delimited', maximum_object_size = 268435456";
    const source = `SELECT ${recordColumns} FROM ${jsonFiles([jsonl], recordSchema(), lines)}`;
    const query = merge ? await merged(db, source, path, merge) : source;
    await db.run(`COPY (${query}) TO ${quote(partial)} (FORMAT parquet, COMPRESSION snappy)`);
    await Deno.rename(partial, path);
    return dropped;
  } finally {
    await Deno.remove(jsonl).catch(() => {});
    await Deno.remove(partial).catch(() => {});
  }
}

async function writeLines(
  path: string,
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<Dropped> {
  const file = await openNew(path);
  const writer = file.writable.getWriter();
  const encoder = new TextEncoder();
  const all: Dropped = {};
  try {
    for await (const given of rows) {
      const { row, dropped } = fitRow(given);
      for (const name of dropped) all[name] = (all[name] ?? 0) + 1;
      await writer.write(encoder.encode(JSON.stringify(row) + "\n"));
    }
    await writer.close();
    return all;
  } catch (error) {
    await writer.abort().catch(() => {});
    throw error;
  }
}

async function merged(db: Database, source: string, path: string, merge: Merge): Promise<string> {
  const there = await isPlainFile(path);
  const key = merge.key.join(", ");
  const all = there
    ? `SELECT *, 0 AS newer FROM ${
      parquetFiles([path])
    } UNION ALL BY NAME SELECT *, 1 AS newer FROM (${source})`
    : `SELECT *, 0 AS newer FROM (${source})`;
  const { rows: [{ twice }] } = await db.query(
    `SELECT count(*) <> count(DISTINCT hash(${key})) AS twice FROM (${all})`,
  );
  const one = twice
    ? ` QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY ${merge.worst}, newer DESC) = 1`
    : "";
  return `SELECT * EXCLUDE (newer) FROM (${all})${one} ORDER BY ${merge.order}`;
}
