/** DuckDB's statistics of every board, for the tables that stand in the HTML before any script runs. */
import { metric } from "../metrics/metrics.ts";
import { populations, statisticsSql } from "../metrics/statistics.ts";
import type { Database } from "../store/duckdb.ts";

/** What a page calls the eight statistics of one system; a failure is Infinity (latency) or 0 (rate). */
export type Baked = { n: number; omitted: number; failed: number } & Record<string, number | null>;

/**
 * Statistics of the given boards for each metric and population.
 * Returns a lookup from board, metric and population to statistics by "run_id\nprovider\nmodel".
 */
export async function bakedStatistics(
  db: Database,
  rowsSql: string,
  metricNames: string[],
): Promise<(board: string, metric: string, population: string) => Map<string, never>> {
  const found = new Map<string, Map<string, Baked>>();
  const needed = ["board", "run_id", "provider", "model", "phase", "status", "error_code"];
  await db.run(
    `CREATE TEMP TABLE board_rows AS SELECT ${
      [...new Set([...needed, ...metricNames])].join(", ")
    } FROM (${rowsSql})`,
  );
  for (const name of metricNames) {
    for (const population of populations) {
      const { rows } = await db.query(
        `SELECT board, run_id, provider, model, ${
          statisticsSql(metric(name), population)
        } FROM board_rows GROUP BY board, run_id, provider, model`,
      );
      for (const row of rows) {
        const key = `${row.board}\n${name}\n${population}`;
        if (!found.has(key)) found.set(key, new Map());
        const { board: _, run_id, provider, model, ...statistics } = row;
        const numbers = Object.fromEntries(
          Object.entries(statistics).map((
            [k, v],
          ) => [k, v === "Infinity" ? Infinity : v as number | null]),
        );
        found.get(key)!.set(`${run_id}\n${provider}\n${model}`, numbers as Baked);
      }
    }
  }
  return (board, metricName, population) =>
    (found.get(`${board}\n${metricName}\n${population}`) ?? new Map()) as Map<string, never>;
}
