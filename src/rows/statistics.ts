/** The eight statistics of a population, by Arquero; quantiles are linear, type 7 (Hyndman and Fan 1996). */
// The plain entry pulls in node:fs, which a browser does not have.
import aq from "arquero/dist/arquero.min.js";
import { type Population, type StatisticName, statisticNames } from "./statistic_names.js";

export { type Population, type StatisticName, statisticNames };

/** `n` values went in; `omitted` rows of the population had no value; `failed` counted as failures. */
export type Statistics =
  & { n: number; omitted: number; failed: number }
  & Record<StatisticName, number | null>;

/** What a row must have to be counted. */
export interface Measured {
  status: string;
  phase: string;
  error_code: string | null;
  [column: string]: unknown;
}

/** Value of a row in a population: undefined where it is not in it, null where it has none. */
export function valueIn(
  row: Measured,
  metric: string,
  better: "higher" | "lower" | null,
  population: Population,
): number | null | undefined {
  if (row.phase !== "measured") return undefined;
  const value = row[metric] as number | null;
  if (row.status === "ok") {
    if (population === "llmperf" && row.error_code !== null && metric.startsWith("ttft")) {
      return undefined;
    }
    return value;
  }
  if (population !== "all" || row.status === "incomplete") return undefined;
  return better === "higher" ? 0 : Infinity;
}

/** Statistics of `rows`; a statistic that falls among failures is Infinity (latency) or 0 (rate). */
export function statisticsOf(
  rows: Measured[],
  metric: string,
  better: "higher" | "lower" | null,
  population: Population,
): Statistics {
  const values = rows.map((row) => valueIn(row, metric, better, population)).filter((v) =>
    v !== undefined
  );
  const numbers = values.filter((v): v is number => v !== null && !Number.isNaN(v));
  const failed = population === "all"
    ? rows.filter((r) =>
      r.phase === "measured" && (r.status === "failed" || r.status === "dropped")
    ).length
    : 0;
  const counts = { n: numbers.length, omitted: values.length - numbers.length, failed };
  const nothing = {
    median: null,
    mean: null,
    min: null,
    max: null,
    p25: null,
    p75: null,
    p95: null,
    p99: null,
  };
  if (numbers.length === 0) return { ...counts, ...nothing };
  const failure = better === "higher" ? 0 : Infinity;
  // Among all attempts a rate of 0 is a failure's, as in DuckDB, whether or not one failed.
  const rolled = population === "all"
    ? withFailures(numbers, failure)
    : aq.table({ x: numbers }).rollup({
      median: aq.op.median("x"),
      mean: aq.op.mean("x"),
      min: aq.op.min("x"),
      max: aq.op.max("x"),
      p25: aq.op.quantile("x", 0.25),
      p75: aq.op.quantile("x", 0.75),
      p95: aq.op.quantile("x", 0.95),
      p99: aq.op.quantile("x", 0.99),
    }).object() as Record<StatisticName, number>;
  return { ...counts, ...rolled };
}

// Interpolating with an infinity gives NaN, and a mean with one says nothing: ranks only.
function withFailures(values: number[], failure: number): Record<StatisticName, number> {
  const sorted = aq.table({ x: values }).orderby("x").array("x") as number[];
  const at = (p: number) => {
    const h = (sorted.length - 1) * p;
    const low = sorted[Math.floor(h)];
    const high = sorted[Math.ceil(h)];
    if (low === failure || high === failure) return failure;
    return low + (high - low) * (h - Math.floor(h));
  };
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  return {
    median: at(0.5),
    mean,
    min: at(0),
    max: at(1),
    p25: at(0.25),
    p75: at(0.75),
    p95: at(0.95),
    p99: at(0.99),
  };
}

/** "P95", or the name. */
export const statisticLabel = (name: StatisticName): string =>
  /^p\d/.test(name) ? name.toUpperCase() : name;

/** Values a quantile needs before it has a two-sided 95% interval (independent requests), with 50 attempts. */
export const floors: Partial<Record<StatisticName, number>> = {
  median: 6,
  p25: 13,
  p75: 13,
  p95: 72,
  p99: 368,
};
