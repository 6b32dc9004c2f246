/** Which rows a link of the site names: equalities, a range, a population of a metric, and one statistic in it. */
import { quote } from "../rows/request_sql.js";
import { ordered } from "../rows/request_tables.js";
import {
  type Population,
  type StatisticName,
  statisticNames,
  statisticsOf,
  valueIn,
} from "../rows/statistics.js";
import { type Choice, numberOf, type Row, systemName } from "../rows/systems.js";
import { dateOf, throughout } from "../rows/throughout.js";

export const defaults = {
  data: "real",
  run_id: "",
  provider: "",
  model: "",
  model_size: "",
  location: "",
  status: "",
  error_class: "",
  finish_reason: "",
  finish_reason_raw: "",
  utc_hour: "",
  local_hour: "",
  day: "",
  from: "",
  to: "",
  population: "",
  metric: "",
  at: "",
  q: "",
  sort: "",
  page: "1",
  open: "",
  throughout: "",
  systems: "",
};
export type State = typeof defaults;
/** Columns that a link names by their exact value. */
export const exact = [
  "run_id",
  "provider",
  "model",
  "model_size",
  "location",
  "status",
  "error_class",
  "finish_reason",
  "finish_reason_raw",
  "utc_hour",
  "local_hour",
] as const;

/** What a link or a reader asks of requests: as a test of a row, as SQL over view `requests`, and in words. */
interface Filter {
  keep(row: Row): boolean;
  sql: string;
  words: string;
}

const equal = (key: typeof exact[number], value: string): Filter => {
  const column = key.endsWith("_hour") ? `${key}::VARCHAR` : key;
  return {
    keep: (row) => String(row[key]) === value,
    sql: value === "null" ? `coalesce(${column}, 'null') = 'null'` : `${column} = ${quote(value)}`,
    words: `${key} = ${value}`,
  };
};

/** In the error or the id, whatever the letters' size. */
function search(text: string): Filter {
  const words = text.trim().toLowerCase();
  const columns = ["error_message", "request_id", "error_code"];
  const holds = columns.map((c) => `contains(lower(${c}), ${quote(words)})`);
  return {
    keep: (row) => columns.some((c) => String(row[c] ?? "").toLowerCase().includes(words)),
    sql: `(${holds.join(" OR ")})`,
    words: `“${text}” in the error or the id`,
  };
}

const without = (names: string[]): Filter => ({
  keep: (row) => !names.includes(systemName(row)),
  sql: `provider || '/' || model NOT IN (${names.map(quote).join(", ")})`,
  words: names.length > 3 ? `without ${names.length} systems` : `without ${names.join(", ")}`,
});

function steady(rows: Row[]): Filter {
  const { models, from } = throughout(rows);
  return {
    keep: (row) => models.has(systemName(row)) && dateOf(row) >= from,
    sql: `provider || '/' || model IN (${[...models].map(quote).join(", ")})
  AND strftime(started_at, '%Y-%m-%d') >= ${quote(from)}`,
    words: "models measured throughout",
  };
}

const populations: Record<string, string> = {
  succeeded: "succeeded",
  all: "all attempts, a failure counting as the worst",
  llmperf: "as LLMPerf counted",
};

function counted(rows: Row[], { population, metric, at }: State): Filter {
  const words = populations[population] ?? population;
  // Without a metric the success count links here: every attempt that was not cut by the end of the run.
  if (at === "n" || !metric) {
    return population === "all"
      ? { keep: (row) => row.status !== "incomplete", sql: "status <> 'incomplete'", words }
      : { keep: (row) => row.status === "ok", sql: "status = 'ok'", words };
  }
  const clean = population === "llmperf" && metric.startsWith("ttft")
    ? " AND error_code IS NULL"
    : "";
  const column = metric in (rows[0] ?? {}) ? metric : "NULL";
  const ok = `status = 'ok' AND ${column} IS NOT NULL${clean}`;
  return {
    keep: (row) => (valueIn(row, metric, null, population as Population) ?? null) !== null,
    sql: population === "all" ? `(${ok} OR status IN ('failed', 'dropped'))` : ok,
    words,
  };
}

/** The filters of a state; `rows` are all that the page has. */
export function filtersOf(rows: Row[], state: State): Filter[] {
  const { day, from, to, q, systems } = state;
  return [
    ...exact.filter((key) => state[key]).map((key) => equal(key, state[key])),
    ...(day
      ? [{
        keep: (row: Row) => String(row.started_at).startsWith(day),
        sql: `starts_with(strftime(started_at, '%Y-%m-%dT%H:%M:%S.%fZ'), ${quote(day)})`,
        words: `day = ${day}`,
      }]
      : []),
    ...(Number(from)
      ? [{
        keep: (row: Row) => numberOf(row) >= Number(from),
        sql: `request_index + 1 >= ${Number(from)}`,
        words: `from = ${from}`,
      }]
      : []),
    ...(Number(to)
      ? [{
        keep: (row: Row) => numberOf(row) <= Number(to),
        sql: `request_index + 1 <= ${Number(to)}`,
        words: `to = ${to}`,
      }]
      : []),
    ...(q.trim() ? [search(q)] : []),
    ...(systems ? [without(systems.split("~").filter(Boolean))] : []),
    ...(state.throughout ? [steady(rows)] : []),
    ...(state.population ? [counted(rows, state)] : []),
  ];
}

/** The rows that a state of the URL names, in the order of the file. */
export function requestsOf(rows: Row[], state: State): Row[] {
  const filters = filtersOf(rows, state);
  return rows.filter((row) => filters.every((f) => f.keep(row)));
}

/** Columns that order attempts: systems by name, requests as they were sent. */
export const order = ["provider", "model", "run_id", "location", "request_index", "attempt"];

/** Rows by a column ("ttft_s", "-ttft_s" for the greatest first), what was not observed last; then by their names. */
export const sortedBy = (rows: Row[], sort: string): Row[] =>
  ordered(rows, [...(sort ? [sort.replace("-", "")] : []), ...order], sort[0] === "-" ? -1 : 1);

/** A statistic of rows and the requests it lies at: one or two neighbours in rank; none for a mean. */
export interface At {
  name: StatisticName;
  /** Infinity, or 0 of a rate, where it falls among failures; null where there is no value. */
  value: number | null;
  rows: Row[];
}

const share: Partial<Record<StatisticName, number>> = {
  min: 0,
  p25: 0.25,
  median: 0.5,
  p75: 0.75,
  p95: 0.95,
  p99: 0.99,
  max: 1,
};

/** The statistic that a state names, over the requests found; null where it names none. */
export function statisticAt(found: Row[], state: State, m: Choice | null): At | null {
  const name = statisticNames.find((n) => n === state.at);
  if (!name || !m || !state.population) return null;
  const population = state.population as Population;
  const value = statisticsOf(found, m.name, m.better, population)[name];
  const p = share[name];
  if (p === undefined || value === null) return { name, value, rows: [] };
  const ranked = found.map((row) => ({ row, v: valueIn(row, m.name, m.better, population) }))
    .filter((x): x is { row: Row; v: number } => typeof x.v === "number")
    // Infinity minus Infinity is NaN, which sorts nothing.
    .sort((a, b) => (a.v < b.v ? -1 : a.v > b.v ? 1 : 0));
  const h = (ranked.length - 1) * p;
  const ranks = new Set([Math.floor(h), Math.ceil(h - 1e-9)]);
  return { name, value, rows: [...ranks].map((i) => ranked[i].row) };
}
