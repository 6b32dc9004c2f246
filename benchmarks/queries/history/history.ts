/** What page /history loads: every valid run with its medians, how sure they are, and what changed. */
import { circumstances } from "../../shared/circumstances.ts";
import type { Database } from "../../store/duckdb.ts";
import { printCopy } from "../boards.ts";
import { judgedRuns, rankedMetrics } from "./judged.ts";
import { type HistoryRow, historySql } from "./rows.ts";

const held = [
  ...["run_id", "provider", "model", "model_size", "location", "workload_hash", "simulated"],
  ...["imported_from", "phase", "status", "started_at", "request_index", "attempt", "block"],
  ...["short", "error_code", "tokenizer", "api", "served_model", "system_fingerprint"],
  "service_tier_echoed",
];

/**
 * Reads the requests of a store once for all that follows: thousands of files take longer to open than to read. From
 * here on the store has nothing else.
 */
export const holdHistory = (db: Database, metricNames: string[]): Promise<void> =>
  db.run(`CREATE TEMP TABLE requests AS SELECT ${[...held, ...metricNames].join(", ")}
    FROM requests SEMI JOIN (SELECT run_id FROM runs WHERE invalid IS NULL AND selection IS NULL)
      USING (run_id) WHERE phase = 'measured'`);

const keyOf = (row: Record<string, unknown>) =>
  [row.run_id, row.provider, row.model, row.location].join("\n");

/** The rows with their intervals and ranks; `which` is a condition on view `requests` (q). */
export async function historyRows(
  db: Database,
  metricNames: string[],
  which = "true",
): Promise<HistoryRow[]> {
  const { rows } = await db.query(historySql(metricNames, which));
  const judged = await judgedRuns(db, metricNames, which);
  const found = new Map(judged.map((row) => [keyOf(row), row]));
  return rows.map((row) => ({ ...row, ...found.get(keyOf(row)) }) as HistoryRow);
}

/** Columns of the rows with their types in DuckDB, in the order of the file. */
function typesOf(metricNames: string[]): Record<string, string> {
  const texts = [
    ...["run_id", "ran_at", "config_name", "series", "workload_hash", "imported_from"],
    ...[
      "provider",
      "model",
      "model_size",
      ...circumstances.map((c) => c.column),
      "note",
      "tags",
    ],
  ];
  const all = (names: string[], type: string) => names.map((name) => [name, type]);
  return Object.fromEntries([
    ...all(texts, "VARCHAR"),
    ...all(["simulated"], "BOOLEAN"),
    ...all(["measured", "succeeded"], "INTEGER"),
    ...metricNames.flatMap((name) => [
      ...all([name], "DOUBLE"),
      ...all([`${name}_n`], "INTEGER"),
      ...all([`${name}_low`, `${name}_high`], "FLOAT"), // drawn, and never computed with
      ...rankedMetrics.includes(name)
        ? all(["first", "last", "ranked"].map((end) => `${name}_${end}`), "INTEGER")
        : [],
    ]),
  ]);
}

/** Writes the rows as Parquet to standard output. */
export const printHistory = (
  db: Database,
  rows: HistoryRow[],
  metricNames: string[],
): Promise<void> =>
  printCopy(
    db,
    `SELECT unnest(from_json($rows, '[${JSON.stringify(typesOf(metricNames))}]'), max_depth := 2)`,
    "FORMAT parquet, COMPRESSION snappy",
    { rows: JSON.stringify(rows) },
  );
