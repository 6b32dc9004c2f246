/** Table of page `/runs`. */
import type { NamedTable } from "./table.ts";

export interface ListedRun {
  run_id: string;
  /** "2026-01-02 03:04", UTC; null where nothing says when. */
  ran_at: string | null;
  config_name: string;
  workload: string | null;
  target_count: number;
  /** "provider model" of each, by name. */
  targets: string;
  /** Rows in its files. */
  attempts: number;
  /** Measured requests and probes; those of the warm-up are not counted. */
  requests: number;
  succeeded: number;
  /** How many of the requests a simulator answered. */
  simulated: number;
  invalid: string | null;
  /** Its publisher's. */
  note: string | null;
  /** Joined by ", "; null where there are none. */
  tags: string | null;
  source: string | null;
}

/** Every run, the newest first. */
export const allRunsTable: NamedTable<ListedRun> = {
  name: "all-runs",
  title: "All runs",
  sql: `SELECT r.run_id,
  strftime(coalesce(r.started_at, r.ended_at, min(q.started_at)), '%Y-%m-%d %H:%M') AS ran_at,
  r.config_name, coalesce(w.label, r.workload) AS workload,
  count(DISTINCT (q.provider, q.model)) AS target_count,
  string_agg(DISTINCT q.provider || ' ' || q.model, ', ' ORDER BY q.provider || ' ' || q.model) AS targets,
  count(*) AS attempts,
  count(*) FILTER (q.phase IN ('measured', 'probe')) AS requests,
  count(*) FILTER (q.phase IN ('measured', 'probe') AND q.status = 'ok') AS succeeded,
  count(*) FILTER (q.phase IN ('measured', 'probe') AND q.simulated) AS simulated,
  r.invalid, r.note, nullif(array_to_string(r.tags, ', '), '') AS tags, r.source
FROM runs r
JOIN requests q USING (run_id)
LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
GROUP BY r.run_id, r.started_at, r.ended_at, r.config_name, w.label, r.workload, r.invalid, r.note,
  r.tags, r.source
ORDER BY ran_at DESC NULLS LAST, r.run_id`,
};
