/** Rows behind leaderboards: what a page loads, and which board (workload, place, model size) each belongs to. */
import { choiceMetrics, derivedMetrics } from "../metrics/metrics.ts";
import { columnNames, record } from "../record/record.ts";
import { boardId } from "./board_id.ts";
import { type Database, quote } from "../store/duckdb.ts";

/** Rows a page loads at most; beyond that a seeded sample, labelled as one. */
export const pageRowLimit = 20_000;

const behind = (which: string, from = "latest") =>
  `FROM requests r
  JOIN ${from} l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model
    AND l.location IS NOT DISTINCT FROM r.location
  JOIN runs u ON u.run_id = r.run_id LEFT JOIN workloads w ON w.workload_hash = coalesce(r.workload_hash, '')
  WHERE r.phase = 'measured' AND ${which}`;

/** What a page needs beside a row: its board, the day and workload of its run, the requests its runs asked for. */
const beside = `${boardId("r")} AS board,
    strftime(coalesce(u.started_at, u.ended_at), '%Y-%m-%d') AS run_day, l.historical,
    coalesce(w.label, u.workload) AS workload,
    max(TRY_CAST(u.config->>'$.requests' AS INTEGER)::DOUBLE) OVER (PARTITION BY r.workload_hash) AS asked`;

/** What tables of statistics need of a row. */
export const boardColumns: string[] = [
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
  "simulated",
  "short",
  "over",
  "request_index",
  "block",
  "utc_hour",
  ...choiceMetrics.map((m) => m.name),
];
const wholeColumns = [...columnNames, ...derivedMetrics.map((m) => m.name)]
  .filter((name) => name !== "inter_chunk_s");

// A page cannot interpolate the BigInt that Parquet's 64 bits become, nor read a TIMESTAMP to the microsecond.
function cast(name: string): string {
  const type = name in record ? record[name as keyof typeof record].type : null;
  if (type === "TIMESTAMP") return `strftime(r.${name}, '%Y-%m-%dT%H:%M:%S.%fZ') AS ${name}`;
  if (type === "INTEGER") return `r.${name}::DOUBLE AS ${name}`;
  return type === "INTEGER[]" ? `r.${name}::DOUBLE[] AS ${name}` : `r.${name}`;
}

const order =
  "ORDER BY board, r.provider, r.model, r.run_id, coalesce(r.block, 0), r.request_index, r.attempt";

/**
 * Beyond `limit` rows a sample, the same at every build: the hash of a row's own name picks it. `sampled_from` says
 * of how many rows. The names are picked first, so that the other columns are read of the picked rows alone.
 */
function rowsSql(columns: string[], which: string, limit: number, from?: string): string {
  const name = "r.run_id, r.provider, r.model, r.request_index, r.attempt";
  const picked = Number.isFinite(limit)
    ? ` AND (${name}) IN (SELECT (${name}) ${
      behind(which, from)
    } ORDER BY hash(${name}) LIMIT ${limit})`
    : "";
  return `SELECT ${columns.map(cast).join(", ")}, ${beside},
    (SELECT count(*) ${behind(which, from)})::DOUBLE AS sampled_from ${
    behind(which, from)
  }${picked} ${order}`;
}

/**
 * SQL of the measured rows of the latest valid runs, with what tables of statistics need. `which` is a condition on
 * view `latest` (alias l), `runs` (u) or `requests` (r); all rows, unless a `limit` asks for a sample.
 */
export const boardRowsSql = (which: string, limit = Infinity): string =>
  rowsSql([...boardColumns, "attempt"], which, limit);

/**
 * SQL of the same rows, those that are alike in what a page says of them counted in column `n`: so that it need not
 * hold a million to count them.
 */
export function boardGroupsSql(which: string): string {
  const alike = [
    ...["run_id", "provider", "model", "model_size", "location", "simulated", "imported_from"],
    ...["phase", "status", "error_class", "short"],
  ];
  return `SELECT * EXCLUDE (asked), count(*)::DOUBLE AS n FROM (
    SELECT ${[...alike, "board", "run_day", "workload", "asked"].join(", ")} FROM (${
    boardRowsSql(which)
  })) GROUP BY ALL ORDER BY board, provider, model, run_id, status, error_class, short`;
}

/** SQL of the same rows with every column a table can show, at most what a page loads. */
export const wholeRowsSql = (which: string, limit = pageRowLimit): string =>
  rowsSql(wholeColumns, which, limit);

/** What became of an attempt, and the times a limit may be set on. */
const attemptColumns = [
  ...["run_id", "provider", "model", "model_size", "location", "phase", "status", "error_class"],
  ...["imported_from", "simulated", "short", "block", "request_index", "attempt"],
  ...["ttft_s", "tpot_s", "e2e_latency_s", "finish_reason", "finish_reason_raw"],
];

/** SQL of the same rows with what /reliability shows of each; narrow, so that a page can hold more of them. */
export const attemptRowsSql = (which: string, limit = 10 * pageRowLimit): string =>
  rowsSql(attemptColumns, which, limit);

/** Runs that stand on boards, real and simulated ones on boards of their own: nothing its source selected from. */
export const shownBoards = "l.selection IS NULL";

/** The same choice as a condition on view `requests` (alias q): of the latest valid run of each target. */
export const ofLatest = (which: string): string =>
  `EXISTS (SELECT 1 FROM latest l WHERE l.run_id = q.run_id AND l.provider = q.provider AND l.model = q.model
    AND l.location IS NOT DISTINCT FROM q.location AND ${which})`;

/** Columns that are lists: files of text leave them out. */
export const listColumns = "chunk_at_s, chunk_chars, inter_chunk_s";

/** Writes the result of `sql`, which may have parameters, to standard output in a format of DuckDB's COPY. */
export async function printCopy(
  db: Database,
  sql: string,
  format: string,
  given?: Record<string, string>,
): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await db.run(`COPY (${sql}) TO ${quote(path)} (${format})`, given);
    await (await Deno.open(path)).readable.pipeTo(Deno.stdout.writable);
  } finally {
    await Deno.remove(path);
  }
}

/** Writes the result of `sql` as Parquet to standard output. */
export const printParquet = (db: Database, sql: string): Promise<void> =>
  printCopy(db, sql, "FORMAT parquet, COMPRESSION snappy");

/** Condition, on view `requests` under an alias, of the newest finished valid run of a configuration. */
export function newestRunWhere(config: string, alias: string): string {
  const finished = `config_name = ${quote(config)} AND invalid IS NULL AND ended_at IS NOT NULL`;
  return `${alias}.run_id = (SELECT max_by(run_id, started_at) FROM runs WHERE ${finished})`;
}

/** SQL of the whole rows of that run, whatever a board shows of it. */
export function newestRunSql(config: string): string {
  const targets = `(SELECT DISTINCT run_id, provider, model, location, false AS historical
    FROM requests q ANTI JOIN invalid_targets i
      ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
    WHERE ${newestRunWhere(config, "q")})`;
  return rowsSql(wholeColumns, "true", pageRowLimit, targets);
}
