/** Rows that code holds, as SQL. */
import { quote } from "../duckdb.ts";

export type Value = string | number | boolean | null;

/**
 * A SELECT of these rows; `columns` are DuckDB's types by name, in their order. The rows stand in it as one text of
 * JSON: to read a thousand of VALUES would take each opening of a store a tenth of a second.
 */
export function rowsSql<C extends string>(
  columns: Record<C, string>,
  rows: Record<NoInfer<C>, Value>[],
): string {
  const names = Object.keys(columns) as C[];
  const held = rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
  return `SELECT row.* FROM (SELECT unnest(from_json(${quote(JSON.stringify(held))}, ${
    quote(JSON.stringify([columns]))
  })) AS row)`;
}
