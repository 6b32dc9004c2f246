/** Tables of page `/runs`. */
import type { NamedTable } from "./table.ts";

/** Rounds of a watch that a store has no run of: one, or several missed in a row for one reason. */
export interface MissedRound {
  config_name: string;
  round: number;
  last_round: number;
  rounds: number;
  /** "2026-01-02 03:04:05", UTC: when the first and the last of them were due. */
  due_at: string;
  last_due_at: string;
  why: string;
}

export interface ListedRun {
  run_id: string;
  /** "2026-01-02 03:04:05", UTC; null where nothing says when. */
  ran_at: string | null;
  config_name: string;
  workload: string | null;
  target_count: number;
  /** "provider model" of each, by name. */
  targets: string;
  /** Rows in its files; 0 where its source kept statistics alone. */
  attempts: number;
  /** Measured requests and probes; those of the warm-up are not counted. */
  requests: number;
  succeeded: number;
  /** How many of the requests a simulator answered. */
  simulated: number;
  invalid: string | null;
  /** Why no board shows it, though it is valid: its publisher's choice. */
  left_out: string | null;
  /** How its source chose its rows, where it kept not all: no board shows it. */
  selection: string | null;
  /** What its times lack. */
  clock: string | null;
  /** Its publisher's. */
  note: string | null;
  /** Joined by ", "; null where there are none. */
  tags: string | null;
  source: string | null;
  /** The harness whose files it was imported from; null of a run measured here. */
  imported_from: string | null;
}

/** Every run, the newest first. */
export const allRunsTable: NamedTable<ListedRun> = {
  name: "all-runs",
  title: "All runs",
  sql: `SELECT r.run_id,
  strftime(coalesce(r.started_at, r.ended_at, min(q.started_at)), '%Y-%m-%d %H:%M:%S') AS ran_at,
  r.config_name, coalesce(w.label, r.workload) AS workload,
  greatest(1, count(DISTINCT q.provider || ' ' || q.model)) AS target_count,
  coalesce(string_agg(DISTINCT q.provider || ' ' || q.model, ', ' ORDER BY q.provider || ' ' || q.model),
    regexp_extract(any_value(r.targets)::VARCHAR, '"model": ?"([^"]+)"', 1)) AS targets,
  count(q.run_id) AS attempts,
  count(*) FILTER (q.phase IN ('measured', 'probe')) AS requests,
  count(*) FILTER (q.phase IN ('measured', 'probe') AND q.status = 'ok') AS succeeded,
  count(*) FILTER (q.phase IN ('measured', 'probe') AND q.simulated) AS simulated,
  r.invalid, r.left_out, r.selection, r.clock, r.note,
  nullif(array_to_string(r.tags, ', '), '') AS tags, r.source, r.imported_from
FROM runs r
LEFT JOIN requests q USING (run_id)
LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
GROUP BY r.run_id, r.started_at, r.ended_at, r.config_name, w.label, r.workload, r.invalid, r.left_out,
  r.selection, r.clock, r.note, r.tags, r.source, r.imported_from
ORDER BY ran_at DESC NULLS LAST, r.run_id`,
};

/** Why a round (w) of a watch is no result. */
export const whyNoRunSql = `coalesce(w.why, CASE w.status
    WHEN 'measured' THEN 'its run is not in this store'
    ELSE 'it was under way, or had been cut off, when this was written' END)`;

/** Every round that was due and has no run, the newest first. */
export const missedRoundsTable: NamedTable<MissedRound> = {
  name: "missed-rounds",
  title: "Rounds without a run",
  sql: `SELECT w.config_name, w.round, w.last_round, w.last_round - w.round + 1 AS rounds,
  strftime(w.due_at, '%Y-%m-%d %H:%M:%S') AS due_at,
  strftime(w.last_due_at, '%Y-%m-%d %H:%M:%S') AS last_due_at,
  ${whyNoRunSql} AS why
FROM watch_rounds w ANTI JOIN runs USING (run_id)
ORDER BY w.due_at DESC, w.config_name, w.round`,
};
