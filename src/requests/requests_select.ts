/** Which rows a link of the site names: equalities, a range, a population of a metric, and one statistic in it. */
import type { Choice, Row } from "../rows/systems.js";
import { numberOf } from "../rows/systems.js";
import {
  type Population,
  type StatisticName,
  statisticNames,
  statisticsOf,
  valueIn,
} from "../rows/statistics.js";
import { throughout } from "../rows/throughout.js";

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
  page: "",
  open: "",
  throughout: "",
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

/** Text of a row that a search looks in, in small letters. */
const searched = (row: Row) =>
  `${row.error_message ?? ""}\n${row.request_id ?? ""}\n${row.error_code ?? ""}`.toLowerCase();

/** The rows that a state of the URL names, in the order of the file. */
export function requestsOf(rows: Row[], state: State): Row[] {
  const steady = state.throughout ? throughout(rows) : null;
  const words = state.q.trim().toLowerCase();
  return rows.filter((row) => {
    if (exact.some((key) => state[key] !== "" && String(row[key]) !== state[key])) return false;
    if (
      steady &&
      (!steady.models.has(`${row.provider}/${row.model}`) ||
        String(row.started_at).slice(0, 10) < steady.from)
    ) return false;
    if (state.day && !String(row.started_at).startsWith(state.day)) return false;
    if (words && !searched(row).includes(words)) return false;
    if (state.from && numberOf(row) < Number(state.from)) return false;
    if (state.to && numberOf(row) > Number(state.to)) return false;
    if (!state.population) return true;
    // Without a metric the success count links here: every attempt that was not cut by the end of the run.
    if (state.at === "n" || !state.metric) {
      return state.population === "all" ? row.status !== "incomplete" : row.status === "ok";
    }
    const value = valueIn(row, state.metric, null, state.population as Population);
    return value !== undefined && value !== null;
  });
}

/** Rows by a column ("ttft_s", "-ttft_s" for the greatest first); "" leaves them in the order of the file. */
export function sortedBy(rows: Row[], sort: string): Row[] {
  if (!sort) return rows;
  const key = sort.replace("-", ""), sign = sort.startsWith("-") ? -1 : 1;
  // What was not observed comes last, whichever way.
  const missing = (r: Row) => r[key] === null || r[key] === undefined;
  return [...rows].sort((a, b) =>
    Number(missing(a)) - Number(missing(b)) ||
    (missing(a) ? 0 : sign * ((a[key] as number) - (b[key] as number)))
  );
}

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
