/** Which runs a store has: what a page says of an address whose run is older, invalid or gone. */
import type { Database } from "../store/duckdb.ts";

export interface IndexedRun {
  run_id: string;
  /** ISO day, UTC. */
  day: string | null;
  invalid: string | null;
  /** Of measured requests. */
  rows: number;
  /** Of warm-up and probes. */
  others: number;
  workload: string | null;
  simulated: boolean;
  /** What it measured, each with the newest valid run of the same target and workload. */
  targets: { provider: string; model: string; newest: string | null }[];
}

/** Every run, the newest first. */
export async function runIndex(db: Database): Promise<IndexedRun[]> {
  const { rows } = await db.query(
    `WITH targets AS (
      SELECT q.run_id, q.provider, q.model, q.location, any_value(q.simulated) AS simulated,
        count(*) FILTER (q.phase = 'measured') AS rows, count(*) FILTER (q.phase <> 'measured') AS others
      FROM requests q GROUP BY ALL)
    SELECT r.run_id, strftime(coalesce(r.started_at, r.ended_at), '%Y-%m-%d') AS day, r.invalid,
      sum(t.rows)::INT AS rows, sum(t.others)::INT AS others, any_value(coalesce(w.label, r.workload)) AS workload,
      bool_or(t.simulated) AS simulated,
      list({'provider': t.provider, 'model': t.model, 'newest': l.run_id} ORDER BY t.provider, t.model) AS targets
    FROM runs r JOIN targets t USING (run_id) LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
      LEFT JOIN latest l ON l.workload_hash IS NOT DISTINCT FROM r.workload_hash AND l.provider = t.provider
        AND l.model = t.model AND l.location IS NOT DISTINCT FROM t.location AND l.simulated = t.simulated
    GROUP BY r.run_id, r.started_at, r.ended_at, r.invalid
    ORDER BY coalesce(r.started_at, r.ended_at) DESC NULLS LAST, r.run_id`,
  );
  return rows as unknown as IndexedRun[];
}
