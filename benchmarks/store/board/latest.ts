/** View `latest`: which run each row of a leaderboard comes from, and how old that run is. */
import { type BoardChoice, historicalAfterDays } from "./board_file.ts";
import { quote } from "../duckdb.ts";
import { keptTargets } from "./board_rules.ts";

const ranAt = "coalesce(r.started_at, r.ended_at)";

/** Condition of the targets (`q`) and runs (`r`) that a board may show. */
export const chosenSql = (choice: BoardChoice): string =>
  [
    "r.invalid IS NULL AND r.left_out IS NULL",
    ...keptTargets(choice, "r.run_id", "q.provider", "q.model"),
  ].join(" AND ");

/** Seconds since 1970 from which a row's age counts. A named day counts to its end: its runs are not of tomorrow. */
function asOfSql(asOf: string): string {
  if (asOf === "today") return "epoch(now())";
  if (asOf !== "newest") return `epoch(TIMESTAMP ${quote(asOf)} + INTERVAL 1 DAY)`;
  return `epoch(max(ran_at) OVER (
        PARTITION BY workload_hash, location, coalesce(size, model), simulated, selection IS NULL))`;
}

/** CREATE VIEW of `latest` over views `runs`, `requests` and `invalid_targets`: of what the board chose. */
export function latestSql(choice: BoardChoice = {}): string {
  const after = choice.historical_after_days;
  const historical = after === null
    ? "false"
    : `coalesce(age_days > ${after ?? historicalAfterDays}, false)`;
  return `CREATE VIEW latest AS
    WITH targets AS (
      SELECT r.run_id, r.workload_hash, q.provider, q.model, q.location,
        any_value(q.simulated) AS simulated, any_value(r.selection) AS selection,
        max(${ranAt}) AS ran_at, max(q.model_size) AS size
      FROM runs r JOIN requests q USING (run_id)
      ANTI JOIN invalid_targets i ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
      WHERE ${chosenSql(choice)} GROUP BY ALL),
    newest AS (
      SELECT * FROM targets QUALIFY row_number() OVER (
        PARTITION BY workload_hash, provider, model, location, simulated
        ORDER BY ran_at DESC, run_id DESC) = 1),
    aged AS (
      SELECT * EXCLUDE (size),
        CASE WHEN ran_at IS NOT NULL -- of null and 0, 0 is the greatest
          THEN greatest((${
    asOfSql(choice.as_of ?? "newest")
  } - epoch(ran_at)) / 86400, 0) END AS age_days
      FROM newest)
    SELECT *, ${historical} AS historical FROM aged`;
}
