/** Which runs a store has: which a page may show, and what it says of one that is older, invalid or gone. */
import type { Database } from "../store/duckdb.ts";
import { boardId } from "./board_id.ts";
import { hasOwnFile } from "./downloads/own_file.ts";

/** What a run measured of one target. */
export interface IndexedTarget {
  provider: string;
  model: string;
  location: string | null;
  /** The board that it would stand on. */
  board: string;
  /** The newest valid run of the same target and workload. */
  newest: string | null;
  /** Why it is no result, in a run that is one for its others. */
  invalid: string | null;
}

export interface IndexedRun {
  run_id: string;
  /** Null where its file names none. */
  config_name: string | null;
  /** When it started, or else ended: ISO 8601, UTC. */
  ran_at: string | null;
  /** ISO day, UTC. */
  day: string | null;
  invalid: string | null;
  /** What its source chose its rows by: such a run stands on no board. */
  selection: string | null;
  /** Of measured requests. */
  rows: number;
  /** Of warm-up and probes. */
  others: number;
  workload: string | null;
  /** Requests that it asked for of each target, where its configuration says so. */
  asked: number | null;
  /** Attempts of a wave; 1 where its load is no waves. */
  wave: number;
  simulated: boolean;
  /** Whether the site has a file of its rows; those of every run stand in the store that SQL asks. */
  filed: boolean;
  targets: IndexedTarget[];
}

/** Every run, the newest first; all have files up to `limit` rows. */
export async function runIndex(db: Database, limit?: number): Promise<IndexedRun[]> {
  const { rows } = await db.query(
    `WITH targets AS (
      SELECT q.run_id, q.provider, q.model, q.location, any_value(q.simulated) AS simulated,
        any_value(${boardId("q")}) AS board,
        count(*) FILTER (q.phase = 'measured') AS rows, count(*) FILTER (q.phase <> 'measured') AS others
      FROM requests q GROUP BY ALL)
    SELECT r.run_id, any_value(r.config_name) AS config_name,
      strftime(coalesce(r.started_at, r.ended_at), '%Y-%m-%dT%H:%M:%SZ') AS ran_at,
      strftime(coalesce(r.started_at, r.ended_at), '%Y-%m-%d') AS day, r.invalid,
      any_value(r.selection) AS selection,
      sum(t.rows)::INT AS rows, sum(t.others)::INT AS others, any_value(coalesce(w.label, r.workload)) AS workload,
      any_value(TRY_CAST(r.config->>'$.requests' AS INTEGER)) AS asked,
      any_value(CASE WHEN r.config->>'$.load' = 'waves'
        THEN greatest(1, coalesce(TRY_CAST(r.config->>'$.concurrency' AS INTEGER), 1)) ELSE 1 END) AS wave,
      bool_or(t.simulated) AS simulated, ${hasOwnFile("r.run_id", limit)} AS filed,
      list({'provider': t.provider, 'model': t.model, 'location': t.location, 'board': t.board,
        'newest': l.run_id, 'invalid': i.why} ORDER BY t.provider, t.model) AS targets
    FROM runs r JOIN targets t USING (run_id) LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
      LEFT JOIN latest l ON l.workload_hash IS NOT DISTINCT FROM r.workload_hash AND l.provider = t.provider
        AND l.model = t.model AND l.location IS NOT DISTINCT FROM t.location AND l.simulated = t.simulated
      LEFT JOIN invalid_targets i ON i.run_id = r.run_id AND i.provider = t.provider AND i.model = t.model
    GROUP BY r.run_id, r.started_at, r.ended_at, r.invalid
    ORDER BY coalesce(r.started_at, r.ended_at) DESC NULLS LAST, r.run_id`,
  );
  return rows as unknown as IndexedRun[];
}
