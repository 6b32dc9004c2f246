/** Rows of many parts as one file, as sealing would have written it: each attempt once, in the same order. */
import { type Database, parquetFiles, quote } from "../../store/duckdb.ts";
import { namedFiles, parquetSchemas } from "../../store/door/named_files.ts";
import { type FoundShape, rowsOf, shapeOf } from "../../store/door/shape.ts";
import { attemptKeyColumns } from "../../store/journal/seal.ts";
import { rowOrder } from "../../store/journal/row_order.ts";
import { rowGroupRows } from "../../store/parquet.ts";

/** What the rows of a shard come to. */
export interface ShardRows {
  shard: number;
  rows: number;
  /** Different requests of its own that have a first attempt. */
  requests: number;
  /** Rows that say another shard. */
  elsewhere: number;
  /** Rows that say another run. */
  others: number;
  /** Rows more than it has attempts. */
  twice: number;
}

/** The shard that a file is of, by its folder. */
const folderSql = "regexp_extract(filename, '/shard=(\\d+)/[^/]*$', 1)::INTEGER";
const key = attemptKeyColumns.join(", ");

export interface CountedRows {
  shards: ShardRows[];
  /** Different requests of all shards together that have a first attempt. */
  requests: number;
  /** Rows of all shards together that are more than there are attempts. */
  twice: number;
}

/** Counts the rows of parts, by shard; `files` end in `shard=I/NAME`. */
export async function countRows(
  db: Database,
  files: string[],
  runId: string,
): Promise<CountedRows> {
  const { rows: [{ says }] } = await db.query(
    `SELECT count(DISTINCT file_name) = ${files.length} AS says
    FROM ${parquetSchemas(files)} WHERE name = 'shard'`,
  );
  const first = "attempt = 1 AND phase <> 'retry'";
  const own = says ? "(shard IS NULL OR shard = folder)" : "true";
  const { rows } = await db.query(
    `SELECT folder, count(*) AS rows, count(DISTINCT hash(${key})) AS keys,
      count(DISTINCT hash(${key})) FILTER (${first} AND ${own}) AS requests,
      count(*) FILTER (NOT ${own}) AS elsewhere,
      count(*) FILTER (run_id <> ${quote(runId)}) AS others
    FROM (SELECT *, ${folderSql} AS folder FROM ${namedFiles(files)}) GROUP BY ALL ORDER BY folder`,
  );
  const shards = rows.map(({ folder, rows, keys, requests, elsewhere, others }) => ({
    ...{ shard: Number(folder), rows: Number(rows), requests: Number(requests) },
    ...{ elsewhere: Number(elsewhere), others: Number(others), twice: Number(rows) - Number(keys) },
  }));
  const { rows: [{ requests, twice }] } = await db.query(
    `SELECT count(DISTINCT hash(${key})) FILTER (${first}) AS requests,
      count(*) - count(DISTINCT hash(${key})) AS twice FROM ${parquetFiles(files)}`,
  );
  return { shards, requests: Number(requests), twice: Number(twice) };
}

/** Parts that have the same columns. */
export interface PartsOfShape {
  found: FoundShape;
  files: string[];
}

/** Parts by their columns: a shard of another version may have others. */
export async function shapesOf(db: Database, files: string[]): Promise<PartsOfShape[]> {
  const { rows } = await db.query(
    `SELECT columns, list(file_name ORDER BY file_name) AS files FROM (
      SELECT file_name, string_agg(concat_ws(' ', name, type, converted_type, logical_type), ', ')
        AS columns FROM ${parquetSchemas(files)} GROUP BY file_name)
    GROUP BY columns ORDER BY min(file_name)`,
  );
  const found = [];
  for (const row of rows) {
    const some = (row.files as string[]).map(String);
    found.push({ found: await shapeOf(db, some[0]), files: some });
  }
  return found;
}

/**
 * Writes the rows of `files`, of these `shapes`, to `path`. Of an attempt that has several, with `twice`, one is kept:
 * rather one that was not cut, then one of the first of these files.
 */
export async function mergeRows(
  db: Database,
  shapes: PartsOfShape[],
  files: string[],
  path: string,
  twice: boolean,
): Promise<void> {
  const all = shapes.map(({ found, files: some }) => rowsOf(found.shape, some, twice))
    .join(" UNION ALL ");
  const places = files.map((file, i) => `(${quote(file)}, ${i})`).join(", ");
  const one = `SELECT t.* EXCLUDE (filename) FROM (${all}) t
    JOIN (VALUES ${places}) AS p(file, place) ON p.file = t.filename
    QUALIFY row_number() OVER (PARTITION BY ${key} ORDER BY status = 'incomplete', place) = 1`;
  await db.run(
    `COPY (SELECT * FROM (${twice ? one : all}) ORDER BY ${rowOrder}) TO ${
      quote(path)
    } (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowGroupRows})`,
  );
}
