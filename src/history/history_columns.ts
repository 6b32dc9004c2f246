/** Rows as columns of JSON, in little room once they are packed; and back. Pure. */
import type { HistoryRow } from "./history_data.js";

/** A column; of a few values in many rows each stands once. */
type Column = unknown[] | { of: unknown[]; at: number[] };
export type Columns = Record<string, Column>;

/** Ends of intervals are drawn, and never computed with: half the digits are enough. */
const isHalf = (name: string) => /_(low|high)$/.test(name);

/** The shortest number that rounds to the same 32 bits. */
function half(value: number): number {
  const wanted = Math.fround(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(wanted.toPrecision(digits));
    if (Math.fround(short) === wanted) return short;
  }
  return Number(wanted.toPrecision(9));
}

function columnOf(name: string, rows: HistoryRow[]): Column {
  const values = rows.map((row) => {
    const value = row[name] ?? null;
    return isHalf(name) && typeof value === "number" ? half(value) : value;
  });
  const of = [...new Set(values)];
  if (3 * of.length > values.length) return values;
  const places = new Map(of.map((value, i) => [value, i]));
  return { of, at: values.map((value) => places.get(value)!) };
}

/** The columns `names` of rows. */
export const columnsOf = (rows: HistoryRow[], names: string[]): Columns =>
  Object.fromEntries(names.map((name) => [name, columnOf(name, rows)]));

/** Puts the values of columns into `rows`, from the first on. */
export function fillRows(rows: Record<string, unknown>[], columns: Columns): void {
  for (const [name, column] of Object.entries(columns)) {
    const values = Array.isArray(column) ? column : column.at.map((i) => column.of[i]);
    values.forEach((value, i) =>
      rows[i][name] = isHalf(name) && typeof value === "number" ? Math.fround(value) : value
    );
  }
}
