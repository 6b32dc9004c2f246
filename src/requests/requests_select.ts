/** Which rows a link of the site names: equalities, a range, a population of a metric, and one statistic in it. */
import { leftOut } from "../components/system_chips.js";
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

/** Columns that a link names by their exact value. */
const exact = [
  ...["run_id", "phase", "provider", "model", "model_size", "location", "status", "error_class"],
  ...["finish_reason", "finish_reason_raw", "utc_hour", "local_hour"],
] as const;
const others = ["day", "from", "to", "q", "systems", "throughout", "population"] as const;
/** What names no part of the rows: which rows the page has, a number in them, and what of them is shown. */
const rest = ["metric", "at", "sort", "open"] as const;
type Key = typeof exact[number] | typeof others[number] | typeof rest[number] | "data" | "page";
export type State = Record<Key, string>;
export const defaults = {
  ...Object.fromEntries([...exact, ...others, ...rest].map((key) => [key, ""])),
  data: "real",
  page: "1",
} as State;

/** What a link or a reader asks of requests: in words, as SQL over view `requests`, and as a test of a row. */
interface Filter {
  words: string;
  sql: string;
  keep(row: Row): boolean;
}

const populations: Record<string, string> = {
  succeeded: "succeeded",
  all: "all attempts, a failure counting as the worst",
  llmperf: "as LLMPerf counted",
};

function counted(population: string, rows: Row[], { metric, at }: State): Filter {
  const words = populations[population] ?? population;
  // Without a metric the success count links here: every attempt that was not cut by the end of the run.
  if (at === "n" || !metric) {
    return population === "all"
      ? { words, sql: "status <> 'incomplete'", keep: (row) => row.status !== "incomplete" }
      : { words, sql: "status = 'ok'", keep: (row) => row.status === "ok" };
  }
  const clean = population === "llmperf" && metric.startsWith("ttft");
  const ok = `status = 'ok' AND ${metric in (rows[0] ?? {}) ? metric : "NULL"} IS NOT NULL${
    clean ? " AND error_code IS NULL" : ""
  }`;
  return {
    words,
    sql: population === "all" ? `(${ok} OR status IN ('failed', 'dropped'))` : ok,
    keep: (row) => (valueIn(row, metric, null, population as Population) ?? null) !== null,
  };
}

/** Text that a search looks in, whatever the letters' size. */
const searched = ["error_message", "request_id", "error_code"];
const system = "provider || '/' || model";
const listed = (names: Iterable<string>) => `(${[...names].map(quote).join(", ")})`;

type Make = (value: string, rows: Row[], state: State) => Filter;
const filters: Record<string, Make> = {
  ...Object.fromEntries(exact.map((key): [string, Make] => [key, (value) => {
    const column = key.endsWith("_hour") ? `${key}::VARCHAR` : key;
    return {
      words: `${key} = ${value}`,
      sql: value === "null"
        ? `coalesce(${column}, 'null') = 'null'`
        : `${column} = ${quote(value)}`,
      keep: (row) => String(row[key]) === value,
    };
  }])),
  day: (day) => ({
    words: `day = ${day}`,
    sql: `starts_with(strftime(started_at, '%Y-%m-%dT%H:%M:%S.%fZ'), ${quote(day)})`,
    keep: (row) => String(row.started_at).startsWith(day),
  }),
  from: (from) => ({
    words: `from = ${from}`,
    sql: `request_index + 1 >= ${Number(from) || 0}`,
    keep: (row) => numberOf(row) >= (Number(from) || 0),
  }),
  to: (to) => ({
    words: `to = ${to}`,
    sql: `request_index + 1 <= ${Number(to) || 0}`,
    keep: (row) => numberOf(row) <= (Number(to) || 0),
  }),
  q(text) {
    const words = text.trim().toLowerCase();
    return {
      words: `“${text}” in the error or the id`,
      sql: `(${searched.map((c) => `contains(lower(${c}), ${quote(words)})`).join(" OR ")})`,
      keep: (row) => searched.some((c) => row[c] && String(row[c]).toLowerCase().includes(words)),
    };
  },
  systems(value) {
    const names = leftOut(value);
    return {
      words: `without ${names.size > 3 ? `${names.size} systems` : [...names].join(", ")}`,
      sql: `${system} NOT IN ${listed(names)}`,
      keep: (row) => !names.has(systemName(row)),
    };
  },
  throughout(_, rows) {
    const { models, from } = throughout(rows);
    return {
      words: "models measured throughout",
      sql: `${system} IN ${listed(models)}
  AND strftime(started_at, '%Y-%m-%d') >= ${quote(from)}`,
      keep: (row) => models.has(systemName(row)) && dateOf(row) >= from,
    };
  },
  population: counted,
};

/** The filters of a state; `rows` are all that the page has. */
export const filtersOf = (rows: Row[], state: State): Filter[] =>
  [...exact, ...others].filter((key) => state[key].trim())
    .map((key) => filters[key](state[key], rows, state));

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
