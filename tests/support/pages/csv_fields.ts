/** CSV as RFC 4180 has it, read by a few lines of our own so that no test leans on what wrote it. */
import assert from "node:assert/strict";
import type { Result } from "../../../benchmarks/store/duckdb.ts";

/** Fields of each line. */
export function fieldsOf(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (
    const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)
  ) {
    lines.at(-1)!.push(quoted !== undefined ? quoted.replaceAll('""', '"') : plain);
    if (end === "\r\n") lines.push([]);
    if (end === "") break;
  }
  return lines;
}

/** A field as DuckDB's value would be printed in it; a text that would be a formula has an apostrophe before it. */
const same = (field: string, value: unknown) =>
  value === null || value === undefined
    ? field === ""
    : typeof value === "number"
    ? field !== "" && (Number(field) === value || // two infinities
      Math.abs(Number(field) - value) <= 1e-9 * Math.max(1, Math.abs(value)))
    : field === String(value) || (/^[=+@\t\r\n-]/.test(String(value)) && field === `'${value}`);

/** Holds a CSV against DuckDB's answer, field by field; returns its rows. */
export function assertAnswer(csv: string, { columns, rows }: Result): string[][] {
  const [head, ...lines] = fieldsOf(csv);
  assert.deepEqual(head, columns);
  assert.equal(lines.length, rows.length, "rows");
  for (const [i, line] of lines.entries()) {
    for (const [k, column] of columns.entries()) {
      const value = rows[i][column];
      assert.ok(same(line[k], value), `row ${i}, ${column}: ${line[k]} of ${value}`);
    }
  }
  return lines;
}
