/** What page /history loads: every valid run with its medians, how sure they are, and what changed. */
import type { Database } from "../../store/duckdb.ts";
import { judgedRuns } from "./judged.ts";
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
  return await withJudged(db, rows as unknown as HistoryRow[], metricNames, which);
}

/** The same of rows that were read before. */
export async function withJudged(
  db: Database,
  rows: HistoryRow[],
  metricNames: string[],
  which = "true",
): Promise<HistoryRow[]> {
  const judged = await judgedRuns(db, metricNames, which);
  const found = new Map(judged.map((row) => [keyOf(row), row]));
  return rows.map((row) => ({ ...row, ...found.get(keyOf(row)) }) as HistoryRow);
}
