/**
 * The record of one attempt: every column with its type, unit and documentation.
 * The TypeScript type, the Parquet schema, the `/data` page and the checks derive from this literal.
 * A value that was not observed is null, never 0.
 */
import { answerColumns } from "./columns/answer.ts";
import { arrivalColumns } from "./columns/arrivals.ts";
import { askedColumns } from "./columns/asked.ts";
import type { Column, Native, SqlType } from "./columns/column.ts";

export type { Column, SqlType };

/** Every column, in file order. */
export const record = { ...askedColumns, ...arrivalColumns, ...answerColumns } as const;

/** Name of a column. */
export type ColumnName = keyof typeof record;
type Cell<C> = C extends Column<infer T, infer R> ? (R extends true ? Native[T] : Native[T] | null)
  : never;
/** One attempt. */
export type Row = { -readonly [K in ColumnName]: Cell<(typeof record)[K]> };

/** Every column name, in file order. */
export const columnNames = Object.keys(record) as ColumnName[];

const nulls = Object.fromEntries(columnNames.map((name) => [name, null]));

/** A row in which nothing has been observed; the required columns are given. */
export function emptyRow(
  required: {
    [K in ColumnName as (typeof record)[K]["required"] extends true ? K : never]: Row[K];
  },
): Row {
  return { ...nulls, ...required } as Row;
}
