/** What each run was, from its `run.json` and the phases of its rows: what the run's own page is made of. */
import { type Database, type JsonValue, quote } from "../../store/duckdb.ts";
import type { RunFile, RunTarget } from "../../store/run_file.ts";

/** A target as `run.json` has it. Imported files know less of theirs. */
export type AskedTarget =
  & Pick<RunTarget, "provider" | "model" | "tls_verified">
  & Partial<Pick<RunTarget, "api" | "endpoint" | "given_up" | "stopped" | "invalid">>;

/** What a page cannot count on in a file of others, and what no page shows. */
type Other =
  | ("workload_hash" | "workload" | "targets" | "versions" | "host" | "health" | "resumed_at")
  | ("resumed_versions" | "counts" | "publisher" | "each_shard");

/** Times are ISO 8601, UTC. */
export interface RunFacts extends Omit<RunFile, Other> {
  workload_hash: string | null;
  workload: string | null;
  /** "speed" or "correctness". */
  kind: string;
  targets: AskedTarget[];
  versions: JsonValue;
  host: JsonValue;
  health: JsonValue;
  resumed_at: string[];
  /** Why no board shows it, by its publisher's choice. */
  left_out: string | null;
  /** The publisher's. */
  note: string | null;
  tags: string[];
  /** Rows in the run's files. */
  rows: number;
  measured: number;
  warmup: number;
  probes: number;
  /** Measured requests and probes that the end of the run cut. */
  incomplete: number;
  /** Later attempts of measured requests that failed. */
  retries: number;
  /** How many of the rows a simulator answered. */
  simulated: number;
}

const json = [
  "config",
  "targets",
  "versions",
  "host",
  "calibration",
  "health",
  "reported",
  "clocks",
] as const;

/** Facts of the run of that id, or of every run, the newest first. */
export async function runFacts(db: Database, run_id?: string): Promise<RunFacts[]> {
  const of = run_id === undefined ? "" : `WHERE run_id = ${quote(run_id)}`;
  const { rows } = await db.query(`
    WITH phases AS (
      SELECT run_id, count(*)::INT AS rows,
        (count(*) FILTER (phase = 'measured'))::INT AS measured,
        (count(*) FILTER (phase = 'probe'))::INT AS probes,
        (count(*) FILTER (phase NOT IN ('measured', 'probe', 'retry')))::INT AS warmup,
        (count(*) FILTER (phase IN ('measured', 'probe') AND status = 'incomplete'))::INT AS incomplete,
        (count(*) FILTER (phase = 'retry'))::INT AS retries,
        (count(*) FILTER (simulated))::INT AS simulated
      FROM requests ${of} GROUP BY run_id)
    SELECT r.* EXCLUDE (each_shard) REPLACE (coalesce(w.label, r.workload) AS workload),
      coalesce(columns(p.* EXCLUDE (run_id)), 0)
    FROM (FROM runs ${of}) r LEFT JOIN phases p USING (run_id)
    LEFT JOIN workloads w ON w.workload_hash = r.workload_hash
    ORDER BY coalesce(r.started_at, r.ended_at) DESC NULLS LAST, r.run_id`);
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(json.map((name) => [name, parsed(row[name])])),
    targets: listOf(parsed(row.targets)),
    resumed_at: row.resumed_at ?? [],
  })) as unknown as RunFacts[];
}

/** JSON reaches us as text. */
const parsed = (value: JsonValue): JsonValue =>
  typeof value === "string" ? JSON.parse(value) : value;

/** Whatever else a stranger's file has there is no target. */
const listOf = (value: JsonValue): JsonValue[] =>
  (Array.isArray(value) ? value : []).filter((t) => t !== null && typeof t === "object");
