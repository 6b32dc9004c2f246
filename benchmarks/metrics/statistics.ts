/** The eight statistics as SQL. Quantiles are linear, type 7 (Hyndman and Fan 1996), with rank arithmetic among failures. */
import type { Metric } from "./metrics.ts";

export const populations = ["succeeded", "all", "ancestor"] as const;
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
  const without = population === "ancestor" && metric.name.startsWith("ttft")
    ? " AND error_code IS NULL"
    : "";
  return `${measured} AND status = 'ok'${without}`;
}

/**
 * Aggregate list `n, omitted, failed` and the eight statistics of a metric in a population.
 * Among all attempts a failure is infinite latency or zero rate; a statistic that falls among failures is
 * 'Infinity' or 0. Numbers are DOUBLE.
 */
export function statisticsSql(metric: Metric, population: Population): string {
  const inside = populationSql(population, metric);
  const failure = metric.better === "higher" ? "0::DOUBLE" : "'infinity'::DOUBLE";
  const failed = "status IN ('failed', 'dropped')";
  // The name, not the expression: rows of a view already carry the metric as a column.
  const value = population === "all"
    ? `CASE WHEN ${failed} THEN ${failure} ELSE ${metric.name}::DOUBLE END`
    : `${metric.name}::DOUBLE`;
  const where = `FILTER (${inside} AND ${value} IS NOT NULL)`;
  const list = `list_sort(list(${value}) ${where})`;
  const parts = statisticNames.map((name) => {
    if (!(name in quantiles)) {
      return `${name === "mean" ? "avg" : name}(${value}) ${where} AS ${name}`;
    }
    const p = quantiles[name as keyof typeof quantiles];
    if (population !== "all") return `quantile_cont(${value}, ${p}) ${where} AS ${name}`;
    const h = `((len(${list}) - 1) * ${p})`;
    const low = `${list}[floor(${h})::INTEGER + 1]`;
    const high = `${list}[ceil(${h})::INTEGER + 1]`;
    return `CASE WHEN ${low} = ${failure} OR ${high} = ${failure} THEN ${failure} ELSE ${low} + (${high} - ${low}) * (${h} - floor(${h})) END AS ${name}`;
  });
  return [
    `count(*) ${where} AS n`,
    `count(*) FILTER (${inside} AND ${value} IS NULL) AS omitted`,
    `${population === "all" ? `count(*) FILTER (${inside} AND ${failed})` : "0"} AS failed`,
    ...parts,
  ].join(", ");
}

/** 95% interval of a share (Wilson 1927). */
export function wilson(k: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.959963984540054;
  const p = k / n;
  const d = 1 + (z * z) / n;
  const middle = (p + (z * z) / (2 * n)) / d;
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / d;
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/**
 * Values a quantile needs before it has a two-sided 95% interval: the least n with max(p, 1 - p)^n <= 0.025
 * (Hahn and Meeker). n is an effective n where requests depend on each other.
 */
export const floors = { p50: 6, p90: 36, p95: 72, p99: 368 } as const;
/** Attempts a group needs before any of its quantiles has an interval. */
export const minAttempts = 50;

/** Why a group may not be ranked; empty where it may. `short` counts among the `ok`. */
export function eligibility(group: { ok: number; attempted: number; short: number }): string[] {
  const { ok, attempted, short } = group;
  return [
    ok < 100 ? `${ok} successes of the 100 a rank needs` : "",
    wilson(ok, attempted)[0] < 0.9 ? "success rate below 90% at its lower bound" : "",
    short > 0.2 * ok ? `${short} of ${ok} answers short` : "",
  ].filter((reason) => reason !== "");
}
