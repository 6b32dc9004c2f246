/**
 * The one door to a row's columns: what a column cannot hold is null, whoever sent, counted or cut it, so that no
 * server's bytes can keep a run from being written. Derived from the record. Pure.
 */
import { cut } from "../providers/read/json.ts";
import { type ColumnName, columnNames, record, type Row, type SqlType } from "./record.ts";

/** How many rows lost the value of a column. */
export type Dropped = Partial<Record<ColumnName, number>>;

/** Generated text is cut here, characters: all columns of a row together stay below what DuckDB reads as one object. */
const longestText = 1 << 22;
/** Any other text that is longer is no name, message or setting. */
const longestWord = 1 << 20;

const whole = (most: number) => (value: unknown) =>
  Number.isInteger(value) && value as number >= 0 && value as number <= most
    ? (value as number) + 0
    : null;
/** -0 is 0, as it is in the file. */
const real = (value: unknown) => Number.isFinite(value) ? (value as number) + 0 : null;
/** A list with one value that does not fit is no list of measurements. */
const list = (each: (value: unknown) => unknown) => (value: unknown) => {
  const fitted = Array.isArray(value) ? value.map(each) : [null];
  return fitted.includes(null) ? null : fitted;
};

/** Of each type the value as its column holds it, null where it cannot. No integer of a row is below 0. */
const fits: Record<SqlType, (value: unknown) => unknown> = {
  VARCHAR: (value) => typeof value === "string" ? value.toWellFormed() : null,
  BOOLEAN: (value) => typeof value === "boolean" ? value : null,
  INTEGER: whole(2 ** 31 - 1),
  BIGINT: whole(Number.MAX_SAFE_INTEGER),
  DOUBLE: real,
  TIMESTAMP: (value) => typeof value === "string" && isMoment(value) ? value : null,
  "DOUBLE[]": list(real),
  "INTEGER[]": list(whole(2 ** 31 - 1)),
};

const moment =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** A date and time that there is. */
function isMoment(text: string): boolean {
  const [, day, minute = "00:00", second = "00"] = moment.exec(text) ?? [];
  if (day === undefined) return false;
  const said = `${day}T${minute}:${second}`;
  const at = new Date(`${said}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(said);
}

function fitted(name: ColumnName, value: unknown): unknown {
  const { type, unit, group } = record[name];
  if (typeof value === "string" && type === "VARCHAR") {
    if (group === "text") return cut(value, longestText).toWellFormed();
    if (value.length > longestWord) return null;
    if (unit === "JSON") return wellFormedJson(value);
  }
  return fits[type](value);
}

/** Half a character may hide in JSON as an escape. */
function wellFormedJson(text: string): string | null {
  if (!/\\ud[89a-f]/i.test(text)) return text.toWellFormed();
  try {
    return jsonOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** JSON in which every text, names too, is well formed: DuckDB refuses a file with half a character. */
export const jsonOf = (value: unknown, space?: number): string =>
  JSON.stringify(value, (_, part) => {
    if (typeof part === "string") return part.toWellFormed();
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    const names = Object.keys(part);
    return names.every((name) => name.isWellFormed())
      ? part
      : Object.fromEntries(names.map((name) => [name.toWellFormed(), part[name]]));
  }, space);

/** A row of exactly the record's columns, each with a value that it can hold, and those whose value was dropped. */
export function fitRow(given: Partial<Record<ColumnName, unknown>>): {
  row: Row;
  dropped: ColumnName[];
} {
  const dropped: ColumnName[] = [];
  const row: Partial<Record<ColumnName, unknown>> = {};
  for (const name of columnNames) {
    const value = given[name] ?? null;
    const held = value === null ? null : fitted(name, value);
    if (value !== null && held === null) dropped.push(name);
    row[name] = held;
  }
  return { row: row as unknown as Row, dropped };
}

/** Required columns that a row has no fitting value for. */
export const lacking = (given: Partial<Record<ColumnName, unknown>>): ColumnName[] =>
  columnNames.filter((name) => record[name].required && fitted(name, given[name] ?? null) === null);
