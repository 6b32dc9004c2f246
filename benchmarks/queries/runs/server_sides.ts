/** How the servers of a run were, beside the requests that were under way. */
import { type Database, quote } from "../../store/duckdb.ts";

/** One look at a server, and the run's own requests to it at that moment. */
export interface ServerMoment {
  provider: string;
  model: string;
  /** ISO 8601, UTC. */
  seen_at: string;
  in_flight: number;
  running: number | null;
  waiting: number | null;
  /** 0 to 1. */
  kv_use: number | null;
}

/** What the figure of a run shows. */
export const serverSideSql = (run_id: string): string =>
  `SELECT provider, model, strftime(seen_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS seen_at,
  (SELECT count(*)::INT FROM requests q
   WHERE q.run_id = s.run_id AND q.provider = s.provider AND q.model = s.model
     AND q.started_at <= s.seen_at
     AND q.started_at + to_microseconds((1e6 * q.e2e_latency_s)::BIGINT) > s.seen_at) AS in_flight,
  running, waiting, kv_use
FROM server s WHERE run_id = ${quote(run_id)} AND error IS NULL
ORDER BY provider, model, seen_at`;

/** By run, or of that run, where anything was seen. */
export async function serverSides(
  db: Database,
  run_id?: string,
): Promise<Map<string, ServerMoment[]>> {
  const of = run_id === undefined ? "" : `AND run_id = ${quote(run_id)}`;
  const { rows } = await db.query(
    `SELECT DISTINCT run_id FROM server WHERE error IS NULL ${of}`,
  );
  const found = new Map<string, ServerMoment[]>();
  for (const { run_id } of rows as { run_id: string }[]) {
    const { rows } = await db.query(serverSideSql(run_id));
    found.set(run_id, rows as unknown as ServerMoment[]);
  }
  return found;
}
