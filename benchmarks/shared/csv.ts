/** A result as CSV (RFC 4180): null is an empty field, an empty text is quoted, no text is a formula. Pure. */
import { asCell } from "./formula.js";

/** A table to write: its columns in their order, and rows by column. */
export interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
}

/** Columns and rows, lines ended by CR LF but for the last. */
export const csvText = ({ columns, rows }: Table): string =>
  [columns.map(field), ...rows.map((row) => columns.map((name) => field(row[name])))]
    .map((fields) => fields.join(",")).join("\r\n");

function field(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string"
    ? asCell(value)
    : typeof value === "object"
    ? JSON.stringify(value)
    : String(value);
  return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
