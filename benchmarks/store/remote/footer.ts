/**
 * What the footer of a file of rows says, without a row of it: whose rows it holds, and that no value is one that the
 * door would have to look at. Where it says less, the file is brought here and read through as any other.
 */
import { columnNames, record } from "../../record/record.ts";
import { type FoundShape, type Shape, shapeOf } from "../door/shape.ts";
import { mostValues } from "../door/whole_parquet.ts";
import { type Database, parquetValues } from "../duckdb.ts";
import { mostSeconds } from "../row_checks.ts";

/** What a footer says of one column, over all row groups. */
export interface ColumnFacts {
  /** Path in the file's schema: a list has one below its own name. */
  name: string;
  values: number;
  rows: number;
  nulls: number | null;
  /** Row groups that have values of it, and no bounds of them. */
  unknown: number;
  /** Least and greatest value as text, and as numbers where they are numbers. */
  first: string | null;
  last: string | null;
  low: number | null;
  high: number | null;
}

/** The statement whose rows are these facts of the file at `address`. */
export const footerSql = (address: string): string => {
  const number = (x: string) => `TRY_CAST(${x} AS DOUBLE)`;
  return `SELECT path_in_schema AS name, sum(num_values)::DOUBLE AS values,
    sum(row_group_num_rows)::DOUBLE AS rows,
    CASE WHEN count(stats_null_count) = count(*) THEN sum(stats_null_count)::DOUBLE END AS nulls,
    count_if(stats_min_value IS NULL AND stats_null_count IS DISTINCT FROM num_values)::DOUBLE AS unknown,
    min(stats_min_value) AS first, max(stats_max_value) AS last,
    min(${number("stats_min_value")}) AS low, max(${number("stats_max_value")}) AS high
  FROM ${parquetValues(address)} GROUP BY path_in_schema`;
};

/** How many rows the file has and which columns it lacks, or what the footer leaves open. */
export type Judged = { rows: number; shape: Shape } | { open: string };

/** Judges a file of `bytes` by its footer and its columns: pure. All of its rows are of `run_id`; null: of several. */
export function judgeFooter(
  columns: ColumnFacts[],
  { shape, odd, missing }: FoundShape,
  bytes: number,
  run_id: string | null,
): Judged {
  const by = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  const id = by.get("run_id");
  if (odd.length || missing.length || Object.values(shape).some((own) => own !== null)) {
    return { open: "its columns are not the record's own" };
  }
  if (!id || id.unknown || id.nulls !== 0) return { open: "not every row says of which run it is" };
  if (run_id !== null && (id.first !== run_id || id.last !== run_id)) {
    return { open: `not all of its rows are known to be of run ${run_id}` };
  }
  const values = columns.reduce((sum, column) => sum + column.values, 0);
  if (values > mostValues(bytes)) {
    return { open: "it unpacks to more values than it has bytes for" };
  }
  for (const name of columnNames) {
    const facts = by.get(name);
    if (facts && isOpen(name, facts)) return { open: `column ${name} may hold what no row can` };
  }
  return { rows: id.rows, shape };
}

function isOpen(name: keyof typeof record, { unknown, nulls, low, high }: ColumnFacts): boolean {
  const { group, type, unit, required } = record[name];
  if (required && nulls !== 0) return true;
  const least = type === "DOUBLE"
    ? group === "instants" && name !== "schedule_lag_s" ? 0 : -mostSeconds
    : type === "INTEGER" && unit === "tokens"
    ? 0
    : null;
  if (least === null) return false;
  return unknown > 0 || (low ?? least) < least || (type === "DOUBLE" && (high ?? 0) > mostSeconds);
}

/** Reads the footer of the file at `address`, and judges it. Throws what DuckDB says of a file that has none. */
export async function readFooter(
  db: Database,
  address: string,
  bytes: number,
  run_id: string | null,
): Promise<Judged> {
  const { rows } = await db.query(footerSql(address));
  return judgeFooter(rows as unknown as ColumnFacts[], await shapeOf(db, address), bytes, run_id);
}
