/** Rounds of a watch that gave no result: gaps in the lines of /history. */
import type { Database } from "../../store/duckdb.ts";
import { whyNoRunSql } from "../tables/runs.ts";

/** One round, or several missed in a row for one reason. */
export interface RoundGap {
  config_name: string;
  round: number;
  last_round: number;
  /** When the first and the last of them were due: ISO 8601, UTC. */
  due_at: string;
  last_due_at: string;
  why: string;
  /** Its run, where one is in the store: no request of it succeeded. */
  run_id: string | null;
  /** The nearest measured round's run, an earlier one where there is one: who has it was to be measured. */
  beside: string;
}

const iso = (column: string) => `strftime(w.${column}, '%Y-%m-%dT%H:%M:%S.%gZ') AS ${column}`;

/** Every gap beside a valid run, in order of time. Invalid runs are not among them: `invalidRuns` has those. */
export async function roundGaps(db: Database): Promise<RoundGap[]> {
  const own = "PARTITION BY config_name, watch_began_at ORDER BY round ROWS BETWEEN";
  const { rows } = await db.query(`WITH placed AS (
      SELECT w.*, u.invalid, u.run_id AS stored,
        CASE WHEN w.status = 'measured' AND u.invalid IS NULL THEN u.run_id END AS valid
      FROM watch_rounds w LEFT JOIN runs u USING (run_id)),
    w AS (
      SELECT *, coalesce(
        last_value(valid IGNORE NULLS) OVER (${own} UNBOUNDED PRECEDING AND CURRENT ROW),
        first_value(valid IGNORE NULLS) OVER (${own} CURRENT ROW AND UNBOUNDED FOLLOWING)) AS beside
      FROM placed)
    SELECT config_name, round, last_round,
      ${iso("due_at")}, ${iso("last_due_at")}, ${whyNoRunSql} AS why, stored AS run_id, beside
    FROM w WHERE beside IS NOT NULL AND valid IS NULL AND invalid IS NULL
    ORDER BY w.due_at, config_name, round`);
  return rows as unknown as RoundGap[];
}
