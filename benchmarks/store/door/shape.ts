/** The columns of a Parquet file of others, and how each becomes one of the record's. */
import { type ColumnName, columnNames, record } from "../../record/record.ts";
import { fit } from "./column_fit.ts";
import { type Database, parquetFiles } from "../duckdb.ts";
import { namedFiles } from "./named_files.ts";

/** A file's own name and DuckDB type of a column of the record; null where it has none that fits. */
export type Shape = Partial<Record<ColumnName, { name: string; type: string } | null>>;

/** What the columns of a file are. */
export interface FoundShape {
  shape: Shape;
  /** Columns of a type that does not fit, which is no harm as long as they are empty. */
  odd: [ColumnName, { name: string; type: string }][];
  /** Required columns that it does not have. */
  missing: ColumnName[];
}

export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** How each column is read from a file of a shape. */
export const columnsOf = (shape: Shape) =>
  columnNames.map((name) => {
    const { type } = record[name];
    const own = name in shape ? shape[name]! : { name, type };
    const found = own && fit(type, identifier(own.name), own.type);
    return { name, sql: found ? found.sql : `NULL::${type}`, lost: found?.lost ?? null };
  });

/** SELECT of the record's columns, typed, from files of one shape; `named`: each row with its file, `filename`. */
export const rowsOf = (shape: Shape, files: string[], named = false): string =>
  `SELECT ${columnsOf(shape).map(({ name, sql }) => `${sql} AS ${name}`).join(", ")}${
    named ? ", filename" : ""
  } FROM ${named ? namedFiles(files) : parquetFiles(files)}`;

/** Looks at the columns of a file; none of its rows is read. */
export async function shapeOf(db: Database, file: string): Promise<FoundShape> {
  const { rows } = await db.query(`DESCRIBE SELECT * FROM ${parquetFiles([file])}`);
  const there = new Map(rows.map((row) => {
    const name = String(row.column_name);
    return [name.toLowerCase(), { name, type: String(row.column_type) }];
  }));
  const shape: Shape = {};
  const odd: FoundShape["odd"] = [];
  for (const name of columnNames) {
    const own = there.get(name);
    if (own?.name === name && own.type === record[name].type) continue;
    shape[name] = own && fit(record[name].type, identifier(own.name), own.type) ? own : null;
    if (own && !shape[name]) odd.push([name, own]);
  }
  const missing = columnNames.filter((name) => record[name].required && !there.has(name));
  return { shape, odd, missing };
}
