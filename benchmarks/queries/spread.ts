/** How widely a target's values spread, from what was measured of it before: what a plan is made with. */
import { type Database, quote } from "../store/duckdb.ts";

/** A target as a configuration names it. */
export interface Wanted {
  provider: string;
  model: string;
  simulated: boolean;
}

/** Standard deviation of the natural log of a metric over a run's succeeded requests. */
export interface Spread {
  run_id: string;
  sigma: number;
}

/**
 * Spread of each metric in the latest valid run of a target with that workload; null where there is none. Workloads
 * are compared by their line (tokens and load), not by hash: a plan may ask for more requests than the run it learns
 * from. Under 20 values nothing is learnt.
 */
export async function spreadOf(
  db: Database,
  { provider, model, simulated }: Wanted,
  workload: string,
  metricNames: string[],
): Promise<Record<string, Spread | null>> {
  const spreads = metricNames.map((name) =>
    `CASE WHEN count(*) FILTER (${name} > 0) >= 20 THEN stddev_samp(ln(${name})) FILTER (${name} > 0) END AS ${name}`
  );
  const { rows: [row] } = await db.query(`
    SELECT q.run_id, ${spreads.join(", ")}
    FROM requests q JOIN runs r USING (run_id)
    ANTI JOIN invalid_targets i ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
    WHERE q.phase = 'measured' AND q.status = 'ok' AND r.invalid IS NULL AND r.workload = ${
    quote(workload)
  } AND q.provider = ${quote(provider)} AND q.model = ${quote(model)} AND q.simulated = ${simulated}
    GROUP BY q.run_id ORDER BY max(coalesce(r.started_at, r.ended_at)) DESC LIMIT 1`);
  return Object.fromEntries(metricNames.map((name) => {
    const sigma = row?.[name] as number | null | undefined;
    return [name, sigma ? { run_id: row.run_id as string, sigma } : null];
  }));
}
