/** Targets whose load was not the one that was planned, because the harness came too late to their arrivals. */
import { mostTooLate } from "../../shared/timing_limits.ts";
import type { Database } from "../../store/duckdb.ts";
import type { TargetFault } from "../../store/row_checks.ts";

/** By target, why its rows are no result; from view `requests` of one run. */
export async function tooLate(db: Database): Promise<TargetFault[]> {
  const dropped = (codes: string) =>
    `count(*) FILTER (status = 'dropped' AND error_code IN (${codes}))`;
  const late = dropped("'too_late', 'late_start'");
  const { rows } = await db.query(
    `SELECT provider, model, (${late})::INTEGER AS late, count(*)::INTEGER AS arrivals,
      (${dropped("'late_start'")})::INTEGER AS missed
    FROM requests WHERE scheduled_at IS NOT NULL GROUP BY provider, model
    HAVING ${late} > ${mostTooLate} * count(*)`,
  );
  return rows.map(({ provider, model, late, arrivals, missed }) => ({
    provider: String(provider),
    model: String(model),
    why: missed === late
      ? `the harness had not started yet at ${late} of ${arrivals} arrivals`
      : `the harness came too late to ${late} of ${arrivals} arrivals` +
        (missed ? `, ${missed} of them due before it had started` : ""),
  }));
}
