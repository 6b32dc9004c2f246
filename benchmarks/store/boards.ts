/** Rows behind leaderboards: what a page loads, and which board (workload, place, model size) each belongs to. */
import { choiceMetrics, derivedMetrics } from "../metrics/metrics.ts";
import { columnNames, record } from "../record/record.ts";
import { type Database, quote } from "./duckdb.ts";

/** Rows a page loads at most; beyond that a seeded sample, labelled as one. */
export const pageRowLimit = 20_000;

const text = [
  "run_id",
  "config_name",
  "provider",
  "model",
  "model_size",
  "location",
  "phase",
  "status",
  "error_class",
  "error_code",
  "imported_from",
];

/**
 * SQL of the measured rows of the latest valid runs. `which` is a condition on view `latest` (alias l).
 * Integers come as DOUBLE: a page cannot interpolate the BigInt that Parquet's 64 bits become.
 */
export function boardRowsSql(which: string): string {
  const numbers = choiceMetrics.map((m) => `r.${m.name}::DOUBLE AS ${m.name}`).join(", ");
  return `SELECT concat_ws('|', r.workload_hash, coalesce(r.location, ''), coalesce(r.model_size, r.model), r.simulated) AS board,
    ${
    text.map((name) => `r.${name}`).join(", ")
  }, r.simulated, r.short, r.request_index::DOUBLE AS request_index,
    r.block::DOUBLE AS block, r.utc_hour::DOUBLE AS utc_hour,
    strftime(coalesce(u.started_at, u.ended_at), '%Y-%m-%d') AS run_day, u.workload,
    max((u.config->>'$.requests')::DOUBLE) OVER (PARTITION BY r.workload_hash) AS asked, ${numbers}
  FROM requests r
  JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model AND l.location IS NOT DISTINCT FROM r.location
  JOIN runs u ON u.run_id = r.run_id
  WHERE r.phase = 'measured' AND ${which}
  ORDER BY board, r.provider, r.model, r.run_id, coalesce(r.block, 0), r.request_index, r.attempt`;
}

/** SQL of the same rows with every column a table can show, integers as DOUBLE. */
export function wholeRowsSql(which: string): string {
  const cast = [...columnNames, ...derivedMetrics.map((m) => m.name)]
    .filter((name) => name !== "inter_chunk_s")
    .map((name) => {
      const type = name in record ? record[name as keyof typeof record].type : "DOUBLE";
      if (name === "short" || name === "over") return `r.${name}`;
      if (type === "TIMESTAMP") return `strftime(r.${name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS ${name}`;
      if (type === "INTEGER") return `r.${name}::DOUBLE AS ${name}`;
      return type === "INTEGER[]" ? `r.${name}::DOUBLE[] AS ${name}` : `r.${name}`;
    });
  return `SELECT ${cast.join(", ")}, u.workload FROM requests r
  JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model AND l.location IS NOT DISTINCT FROM r.location
  JOIN runs u ON u.run_id = r.run_id WHERE r.phase = 'measured' AND ${which}
  ORDER BY r.workload_hash, r.run_id, r.provider, r.model, coalesce(r.block, 0), r.request_index, r.attempt LIMIT ${pageRowLimit}`;
}

/** Real runs that enter a ranking: nothing simulated, nothing its source selected from. */
export const realBoards = "NOT l.simulated AND l.selection IS NULL";

/** Every request without its lists, for files that have none. */
export const withoutLists =
  "SELECT * EXCLUDE (chunk_at_s, chunk_chars, inter_chunk_s) FROM requests";

/** Writes the result of `sql` to standard output, in a format of DuckDB's COPY. */
export async function printCopy(db: Database, sql: string, format: string): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await db.run(`COPY (${sql}) TO ${quote(path)} (${format})`);
    await (await Deno.open(path)).readable.pipeTo(Deno.stdout.writable);
  } finally {
    await Deno.remove(path);
  }
}

/** Writes the result of `sql` as Parquet to standard output. */
export const printParquet = (db: Database, sql: string): Promise<void> =>
  printCopy(db, sql, "FORMAT parquet, COMPRESSION snappy");

/** SQL of the rows of the newest valid run of a configuration, as boards. */
export function newestRunSql(config: string): string {
  return `SELECT * FROM (${
    boardRowsSql(
      `r.config_name = ${quote(config)} AND u.invalid IS NULL AND u.ended_at IS NOT NULL`,
    )
  }) WHERE run_id = (SELECT max_by(run_id, started_at) FROM runs WHERE config_name = ${
    quote(config)
  } AND invalid IS NULL AND ended_at IS NOT NULL)`;
}
