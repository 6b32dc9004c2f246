/** What is read of a run's files: its rows, and its statistics as pages compute them. */
import { comparableMetrics, metrics } from "../../../benchmarks/metrics/metrics.ts";
import { type JsonValue, openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { openRuns } from "../../../benchmarks/store/views.ts";

/** The rows of a run in the order of its file. */
export async function rowsIn(folder: string): Promise<Record<string, JsonValue>[]> {
  const db = await openDuckdb();
  try {
    return (await db.query(`FROM ${parquetFiles([`${folder}/requests.parquet`])}`)).rows;
  } finally {
    db.close();
  }
}

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** Every metric of a group, and of each metric of a request its sum, mean and quantiles, as pages compute them. */
export async function statisticsOf(folder: string): Promise<Record<string, JsonValue>> {
  const ofGroups = metrics.filter(({ scope }) => scope === "group")
    .map(({ name, sql }) => `${sql} AS ${name}`);
  const ofRequests = comparableMetrics.flatMap(({ name }) => [
    `sum(${name}) AS "${name} sum"`,
    `avg(${name}) AS "${name} mean"`,
    ...Object.entries(quantiles).map(([p, share]) =>
      `quantile_cont(${name}, ${share}) FILTER (status = 'ok') AS "${name} ${p}"`
    ),
  ]);
  const db = await openRuns([folder]);
  try {
    const { rows: [all] } = await db.query(
      `SELECT ${[...ofGroups, ...ofRequests].join(", ")} FROM requests`,
    );
    return all;
  } finally {
    db.close();
  }
}
