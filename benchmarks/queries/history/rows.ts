/** Every valid run of every workload, one row per run and target: what page /history shows. */
import { circumstances } from "../../shared/circumstances.ts";
import { quote } from "../../store/duckdb.ts";

/** A run of one target; of each metric asked for its median over succeeded requests, and `METRIC_n`, its values. */
export interface HistoryRow {
  run_id: string;
  /** When the run began, or ended where it does not say: ISO 8601, UTC, to the microsecond. */
  ran_at: string | null;
  config_name: string;
  /** Workload, and whether simulated or imported: rows of two series stand in no drawing together. */
  series: string;
  workload_hash: string;
  workload: string;
  simulated: boolean;
  imported_from: string | null;
  provider: string;
  model: string;
  model_size: string | null;
  location: string | null;
  measured: number;
  succeeded: number;
  /** What could have changed between two runs; several values of one run are joined by ", ". */
  served_model: string | null;
  system_fingerprint: string | null;
  service_tier: string | null;
  api: string | null;
  tokenboard: string | null;
  deno: string | null;
  /** What the publisher says of the run; tags are joined by ", ". */
  note: string | null;
  tags: string | null;
  [metric: string]: string | number | boolean | null;
}

/** SQL of the series that a request (q) of a run (u) belongs to. */
export const seriesSql =
  `concat(coalesce(q.workload_hash, ''), CASE WHEN q.simulated THEN '_simulated' ELSE '' END,
    CASE WHEN u.imported_from IS NULL THEN '' ELSE '_imported' END)`;

/** Condition on view `requests` (q): rows of the same series as this one. */
export const seriesWhere = ({ workload_hash, simulated, imported_from }: HistoryRow): string =>
  `coalesce(q.workload_hash, '') = ${quote(workload_hash)} AND q.simulated = ${simulated}
    AND q.imported_from IS ${imported_from === null ? "" : "NOT "}NULL`;

export const ranAt = "coalesce(u.started_at, u.ended_at)";

/** SQL of the rows, in order of time; `which` is a condition on view `requests` (q) or `runs` (u). */
export function historySql(metricNames: string[], which = "true"): string {
  const ok = "FILTER (q.status = 'ok')";
  const columns = [
    "q.run_id",
    `strftime(any_value(${ranAt}), '%Y-%m-%dT%H:%M:%S.%fZ') AS ran_at`,
    "any_value(u.config_name) AS config_name",
    `${seriesSql} AS series`,
    "coalesce(q.workload_hash, '') AS workload_hash",
    "q.simulated",
    "u.imported_from",
    "q.provider",
    "q.model",
    "any_value(q.model_size) AS model_size",
    "count(*)::INTEGER AS measured",
    "count_if(q.status = 'ok')::INTEGER AS succeeded",
    ...circumstances.map(({ column, sql }) => `${sql} AS ${column}`),
    "any_value(u.note) AS note",
    "nullif(array_to_string(any_value(u.tags), ', '), '') AS tags",
    ...metricNames.flatMap((name) => [
      `median(q.${name}::DOUBLE) ${ok} AS ${name}`,
      `(count(q.${name}) ${ok})::INTEGER AS ${name}_n`,
    ]),
  ];
  return `SELECT ${columns.join(",\n    ")}
  FROM requests q JOIN runs u USING (run_id)
  LEFT JOIN workloads w ON w.workload_hash = coalesce(q.workload_hash, '')
  ANTI JOIN invalid_targets i
    ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
  WHERE u.invalid IS NULL AND u.selection IS NULL AND q.phase = 'measured' AND (${which})
  GROUP BY q.run_id, q.workload_hash, q.simulated, u.imported_from, q.provider, q.model, q.location
  ORDER BY ran_at, q.run_id, q.provider, q.model, q.location`;
}
