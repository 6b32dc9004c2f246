/** Which runs page `/runs` shows and in which order: as rows, and as DuckDB's SQL of the same. */
import type { ListedRun } from "@/benchmarks/queries/tables/runs.ts";
import { quote } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import { type SortKey, sorts, tagsOf } from "./run_list.js";

export type ListState = Record<"q" | "tag" | "valid" | "sort" | "page", string>;
/** The newest first. */
export const listDefaults: ListState = { q: "", tag: "", valid: "", sort: "-ran_at", page: "" };

/** Columns that a search looks in, whatever the letters' size. */
const searched = [
  ...[
    "run_id",
    "config_name",
    "workload",
    "targets",
    "invalid",
    "left_out",
    "note",
    "tags",
    "source",
    "imported_from",
  ] as const,
];

const keyOf = (sort: string) => sort.replace("-", "") as SortKey;
/** Mends an order that there is not. */
export function knownSort(state: ListState): void {
  if (!Object.hasOwn(sorts, keyOf(state.sort))) state.sort = listDefaults.sort;
}

interface Filter {
  words: string;
  sql: string;
  keep(run: ListedRun): boolean;
}

/** The filters in force. */
export function listFilters({ q, tag, valid }: ListState): Filter[] {
  const text = q.trim().toLowerCase();
  return [
    ...text
      ? [{
        words: `with “${q.trim()}”`,
        sql: `contains(lower(concat_ws(' ', ${searched.join(", ")})), ${quote(text)})`,
        keep: (run: ListedRun) =>
          searched.map((name) => run[name]).filter((value) => value !== null).join(" ")
            .toLowerCase().includes(text),
      }]
      : [],
    ...tag
      ? [{
        words: `tagged ${tag}`,
        sql: `list_contains(string_split(tags, ', '), ${quote(tag)})`,
        keep: (run: ListedRun) => tagsOf(run).includes(tag),
      }]
      : [],
    ...valid
      ? [{ words: "valid", sql: "invalid IS NULL", keep: (run: ListedRun) => run.invalid === null }]
      : [],
  ];
}

/** The runs that a state leaves, in its order. */
export function listed(runs: ListedRun[], state: ListState): ListedRun[] {
  const filters = listFilters(state);
  const kept = runs.filter((run) => filters.every((f) => f.keep(run)));
  const sign = state.sort[0] === "-" ? -1 : 1;
  return ordered(kept as (ListedRun & Record<string, unknown>)[], [
    keyOf(state.sort),
    "run_id",
  ], sign);
}

/** SQL of those; `base` is that of all runs, the newest first. */
export function listSql(base: string, state: ListState): string {
  const conditions = listFilters(state).map((f) => f.sql);
  if (!conditions.length && state.sort === listDefaults.sort) return base;
  const where = conditions.length ? `WHERE ${conditions.join("\n  AND ")}\n` : "";
  const way = state.sort[0] === "-" ? " DESC" : "";
  return `SELECT *\nFROM (\n${base})\n${where}ORDER BY ${
    keyOf(state.sort)
  }${way} NULLS LAST, run_id`;
}
