/**
 * The eight statistics as SQL. Quantiles are linear, type 7 (Hyndman and Fan 1996), with rank arithmetic
 * among failures.
 */
import type { Metric } from "./metrics.ts";

export const populations = ["succeeded", "all", "llmperf"] as const;
export type Population = (typeof populations)[number];

/** The eight statistics, by name; quantiles carry their p. */
export const statisticNames = ["median", "mean", "min", "max", "p25", "p75", "p95", "p99"] as const;
export type StatisticName = (typeof statisticNames)[number];
/** Share of values at or below each quantile. */
export const quantiles = { median: 0.5, p25: 0.25, p75: 0.75, p95: 0.95, p99: 0.99 };

/** Condition, over view `requests`, that a row belongs to a population. */
export function populationSql(population: Population, metric: Pick<Metric, "name">): string {
  const measured = "phase = 'measured'";
  if (population === "all") return `${measured} AND status IN ('ok', 'failed', 'dropped')`;
  // LLMPerf took TTFT over requests without an error code, throughput over those with an answer.
  const without = population === "llmperf" && metric.name.startsWith("ttft")
    ? " AND error_code IS NULL"
    : "";
  return `${measured} AND status = 'ok'${without}`;
}

/** What the statistics of a metric in a population are made of: the value of a row, and which rows have one. */
function valuesSql(metric: Pick<Metric, "name" | "better">, population: Population) {
  const inside = populationSql(population, metric);
  const failure = metric.better === "higher" ? "0::DOUBLE" : "'infinity'::DOUBLE";
  const failed = "status IN ('failed', 'dropped')";
  // The name, not the expression: rows of a view already carry the metric as a column.
  const value = population === "all"
    ? `CASE WHEN ${failed} THEN ${failure}\n      ELSE ${metric.name}::DOUBLE END`
    : `${metric.name}::DOUBLE`;
  return {
    inside,
    failure,
    failed,
    value,
    where: `FILTER (${inside}\n      AND ${value} IS NOT NULL)`,
  };
}

/** Quantile `p` of a sorted list, by rank arithmetic: `failure` where it falls among failures. In lines. */
export function rankSql(list: string, failure: string, p: number): string {
  const h = `((len(${list}) - 1) * ${p})`;
  const low = `${list}[floor(${h})::INTEGER + 1]`;
  const high = `${list}[ceil(${h})::INTEGER + 1]`;
  return `CASE WHEN ${low} = ${failure}
      OR ${high} = ${failure} THEN ${failure}
    ELSE ${low}
      + (${high}
      - ${low})
      * (${h} - floor(${h})) END`;
}

/**
 * Aggregate: the sorted list of a metric in a population; among all attempts a failure is infinite latency, or zero
 * rate: what `rankSql` takes quantiles of.
 */
export const sortedSql = (
  metric: Pick<Metric, "name" | "better">,
  population: Population,
): string => {
  const { value, where } = valuesSql(metric, population);
  return `list_sort(list(${value})\n    ${where})`;
};

/** Aggregate: quantile `p` of a metric among succeeded requests. */
export function quantileSql(metric: Pick<Metric, "name" | "better">, p: number): string {
  const { value, where } = valuesSql(metric, "succeeded");
  return `quantile_cont(${value}, ${p})\n    ${where}`;
}

/**
 * Aggregate list `n, omitted, failed` and the eight statistics of a metric in a population.
 * Among all attempts a failure is infinite latency or zero rate; a statistic that falls among failures is
 * 'Infinity' or 0. Numbers are DOUBLE.
 */
export function statisticsSql(metric: Metric, population: Population): string {
  const { inside, failure, failed, value, where } = valuesSql(metric, population);
  const parts = statisticNames.map((name) => {
    if (!(name in quantiles)) {
      return `${name === "mean" ? "avg" : name}(${value}) ${where} AS ${name}`;
    }
    const p = quantiles[name as keyof typeof quantiles];
    return `${
      population === "all"
        ? rankSql(sortedSql(metric, population), failure, p)
        : `quantile_cont(${value}, ${p}) ${where}`
    } AS ${name}`;
  });
  return [
    `count(*) ${where} AS n`,
    `count(*) FILTER (${inside} AND ${value} IS NULL) AS omitted`,
    `${population === "all" ? `count(*) FILTER (${inside} AND ${failed})` : "0"} AS failed`,
    ...parts,
  ].join(", ");
}

/** Aggregate list `p50, p90, stddev` of a metric among succeeded requests: what LLMPerf's summary has besides. */
export function llmperfStatisticsSql(metric: Pick<Metric, "name">): string {
  const value = `${metric.name}::DOUBLE`;
  const where = `FILTER (${populationSql("succeeded", metric)} AND ${value} IS NOT NULL)`;
  return [
    `quantile_cont(${value}, 0.5) ${where} AS p50`,
    `quantile_cont(${value}, 0.9) ${where} AS p90`,
    `stddev_samp(${value}) ${where} AS stddev`,
  ].join(", ");
}
