/** Rows that a table or chart shows, as a table to write, and the SQL that they carry. */
import type { Table } from "../shared/csv.js";

/** Where an answer of SQL has what it carries; the built-ins are bundled apart, and share nothing else. */
export const carriedKey = Symbol.for("tokenboard.sql");

// deno-lint-ignore no-explicit-any
type Any = any;
interface Carried {
  table: { numRows: number };
  /** Null where the store alone does not give these rows. */
  sql(): Promise<string | null>;
}
interface Field {
  name: string;
  type: { typeId: number; scale?: number };
}

const isArrow = (data: Any): boolean =>
  typeof data?.getChild === "function" && Array.isArray(data.schema?.fields);
const isArquero = (data: Any): boolean => typeof data?.columnNames === "function";
const isRow = (row: unknown) =>
  row !== null && typeof row === "object" && !Array.isArray(row) && !(row instanceof Date);

/** Whether it is rows with columns, whatever holds them. */
export const isRows = (data: Any): boolean =>
  isArrow(data) || isArquero(data) ||
  (Array.isArray(data) && data.every(isRow) && (data.length > 0 || "columns" in data));

/** The piece of a table of Arrow that a row stands in. */
const pieceOf = (row: Any): Any => row?.[Symbol.for("parent")];

/** The answer of SQL whose rows these are, in some order; else themselves. */
export function wholeOf(rows: Any[]): unknown {
  const carried: Carried | undefined = pieceOf(rows[0])?.[carriedKey];
  return carried?.table.numRows === rows.length ? carried.table : rows;
}

/** SQL that gives these rows in this order; null where there is none. */
export async function sqlOf(data: Any): Promise<string | null> {
  if (!Array.isArray(data)) return await (data[carriedKey] as Carried | undefined)?.sql() ?? null;
  const carried: Carried | undefined = pieceOf(data[0])?.[carriedKey];
  if (carried?.table.numRows !== data.length) return null;
  const whole = data.every((row, i) => {
    const at = row[Symbol.for("rowIndex")];
    return pieceOf(row)?.[carriedKey] === carried &&
      (at === 0 || at === data[i - 1]?.[Symbol.for("rowIndex")] + 1);
  });
  return whole ? await carried.sql() : null;
}

/** A value as a CSV holds it: Arrow has times as milliseconds, and decimals as whole numbers. */
function plain(value: Any, { typeId, scale = 0 }: Field["type"]): unknown {
  if (value === null || value === undefined) return null;
  if (typeId === 7) return Number(String(value)) / 10 ** scale;
  if (typeId === 8) return new Date(Number(value)).toISOString().slice(0, 10);
  if (typeId === 10 || value instanceof Date) return new Date(Number(value)).toISOString();
  if (typeof value !== "object") return value;
  return JSON.stringify(value, (_, one) => typeof one === "bigint" ? String(one) : one);
}

/** All its rows, not only those that are shown. */
export function tableOf(data: Any): Table {
  const fields: Field[] | undefined = isArrow(data)
    ? data.schema.fields
    : Array.isArray(data)
    ? pieceOf(data[0])?.type?.children
    : undefined;
  const rows = Array.from(data as Iterable<Any>);
  const columns: string[] = fields?.map(({ name }) => name) ??
    (isArquero(data)
      ? data.columnNames()
      : data.columns ?? [...new Set(rows.flatMap(Object.keys))]);
  const types = columns.map((_, i) => fields?.[i].type ?? { typeId: 0 });
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries(columns.map((name, i) => [name, plain(row[name], types[i])]))
    ),
  };
}
