/** Rows to Parquet: through a JSON lines file and one COPY, written beside its target and renamed into place. */
import { columnNames, record, type Row } from "../record/record.ts";
import { type Database, quote } from "./duckdb.ts";

/** The record as DuckDB column definitions, for `read_json`. */
export function recordSchema(): string {
  return `{${columnNames.map((name) => `${name}: ${quote(record[name].type)}`).join(", ")}}`;
}

/** Column list that casts to the record's types and lets nothing else through. */
export const recordColumns = columnNames.map((name) => `${name}::${record[name].type} AS ${name}`)
  .join(", ");

/**
 * Seals a JSON lines file of rows as Parquet at `path`, atomically.
 * Rows keep the file's order; numbers that are not finite must not occur in it.
 */
export async function sealParquet(db: Database, jsonl: string, path: string): Promise<void> {
  const partial = `${path}.tmp`;
  await db.run(
    `COPY (SELECT ${recordColumns} FROM read_json(${
      quote(jsonl)
    }, format = 'newline_delimited', columns = ${recordSchema()}, maximum_object_size = 268435456)) ` +
      `TO ${quote(partial)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  await Deno.rename(partial, path);
}

/** Writes rows as Parquet at `path`, atomically. */
export async function writeParquet(db: Database, rows: Iterable<Row>, path: string): Promise<void> {
  const jsonl = `${path}.jsonl.tmp`;
  const file = await Deno.open(jsonl, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter();
  const encoder = new TextEncoder();
  try {
    for (const row of rows) await writer.write(encoder.encode(JSON.stringify(row) + "\n"));
    await writer.close();
    await sealParquet(db, jsonl, path);
  } finally {
    await Deno.remove(jsonl).catch(() => {});
  }
}
