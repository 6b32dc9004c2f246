/** Tables of page `/data`. */
import type { NamedTable } from "./table.ts";

export interface RunRow {
  run_id: string;
  provider_count: number;
  providers: string;
  model_count: number;
  models: string;
  workload: string;
  /** ISO day, UTC. */
  day: string | null;
  /** That of its last attempt. */
  last_day: string | null;
  source: string | null;
  licence: string | null;
  caveat: string | null;
  invalid: string | null;
  /** Its publisher's. */
  note: string | null;
  /** Joined by ", "; null where there are none. */
  tags: string | null;
  run_by: string | null;
  interest: string | null;
  /** Of its attempts. */
  simulated: number;
  attempted: number;
  not_ok: number;
}

/** Who and what each run measured, from when to when, where it is from, and how much of it succeeded. */
export const runsTable: NamedTable<RunRow> = {
  name: "runs",
  title: "Runs",
  sql: `SELECT r.run_id, coalesce(w.label, r.workload) AS workload,
  strftime(min(coalesce(q.started_at, r.started_at, r.ended_at)), '%Y-%m-%d') AS day,
  strftime(max(coalesce(q.started_at, r.started_at, r.ended_at)), '%Y-%m-%d') AS last_day,
  count(DISTINCT q.provider) AS provider_count,
  string_agg(DISTINCT q.provider, ', ' ORDER BY q.provider) AS providers,
  count(DISTINCT q.model) AS model_count,
  string_agg(DISTINCT q.model, ', ' ORDER BY q.model) AS models,
  count(*) AS attempted,
  count(*) FILTER (q.status = 'ok') AS succeeded,
  attempted - succeeded AS not_ok,
  count(*) FILTER (q.simulated) AS simulated,
  r.invalid, r.note, nullif(array_to_string(r.tags, ', '), '') AS tags, r.run_by, r.interest,
  r.source, r.licence, r.caveat
FROM runs r
JOIN requests q USING (run_id)
LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
GROUP BY r.run_id, w.label, r.workload, r.invalid, r.note, r.tags, r.run_by, r.interest, r.source,
  r.licence, r.caveat
ORDER BY max(coalesce(r.started_at, r.ended_at)) DESC NULLS LAST, r.run_id`,
};

export interface ColumnRow {
  topic: string;
  name: string;
  type: string;
  required: boolean;
  unit: string;
  doc: string;
}

export const columnsTable: NamedTable<ColumnRow> = {
  name: "record-columns",
  title: "Columns",
  sql: "SELECT topic, name, type, required, unit, doc\nFROM record_columns",
};

export interface ClassRow {
  name: string;
  doc: string;
}

export const classesTable: NamedTable<ClassRow> = {
  name: "error-classes",
  title: "Error classes",
  sql: "SELECT name, doc\nFROM error_classes",
};

export const dataTables: NamedTable[] = [runsTable, columnsTable, classesTable];
