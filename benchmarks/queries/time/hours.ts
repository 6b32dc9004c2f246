/** What page /time stands on: one row per system and hour, over all valid runs, so that a thousand stay small. */
import { comparedInfos } from "../../metrics/metrics.ts";
import type { Database } from "../../store/duckdb.ts";

/** One UTC hour of a system in a data set; by name of metric the median of its succeeded requests, null of none. */
export type HourRow = {
  set: string;
  provider: string;
  model: string;
  location: string | null;
  /** Begin of the hour, `2026-01-05T13`. */
  started_at: string;
  /** Requests, without those that the end of a run cut. */
  n: number;
  succeeded: number;
  runs: number;
  /** Where it is one alone. */
  run_id: string | null;
} & Record<string, unknown>;

const kinds = ["own", "simulated", "imported"] as const;
/** A workload, as one's own runs, the simulator, or somebody else measured it. */
export interface TimeSet {
  /** The workload's hash, with `_simulated` or `_imported` behind it. */
  id: string;
  label: string;
  kind: typeof kinds[number];
  /** Its newest configuration. */
  config: string;
  runs: number;
  /** UTC days on which something was measured. */
  days: number;
  /** Whether its source kept some of its measurements alone. */
  selected: boolean;
  workload: string | null;
  source: string | null;
  licence: string | null;
  caveat: string | null;
}

/** SQL of a row's kind, over view `requests`. */
const kind = "CASE WHEN q.simulated THEN 'simulated' WHEN q.imported_from IS NOT NULL " +
  "THEN 'imported' ELSE 'own' END";
const set =
  `coalesce(q.workload_hash, '') || CASE ${kind} WHEN 'own' THEN '' ELSE '_' || ${kind} END`;

/** The measured requests of all valid runs whose time is known. */
const measured = `requests q JOIN runs u USING (run_id)
  LEFT JOIN workloads w ON w.workload_hash = coalesce(q.workload_hash, '')
  ANTI JOIN invalid_targets i ON i.run_id = q.run_id AND i.provider = q.provider AND i.model = q.model
  WHERE u.invalid IS NULL AND q.phase = 'measured' AND q.started_at IS NOT NULL`;

/** Statement of the hours. Only finite values above 0 have a ratio to others. */
export const hoursSql = `SELECT ${set} AS set, q.provider, q.model, q.location,
  strftime(q.started_at, '%Y-%m-%dT%H') AS started_at,
  count_if(q.status <> 'incomplete')::DOUBLE AS n, count_if(q.status = 'ok')::DOUBLE AS succeeded,
  count(DISTINCT q.run_id)::DOUBLE AS runs, CASE WHEN runs = 1 THEN any_value(q.run_id) END AS run_id,
  ${
  comparedInfos.map(({ name }) =>
    `median(q.${name}) FILTER (q.status = 'ok' AND q.${name} > 0 AND q.${name} < 'infinity'::DOUBLE) AS ${name}`
  ).join(", ")
}
FROM ${measured} GROUP BY ALL ORDER BY ALL`;

const setsSql = `SELECT ${set} AS id, ${kind} AS kind,
  any_value(coalesce(w.label, u.workload, 'an unknown workload')) AS label,
  max_by(u.config_name, q.started_at) AS config, count(DISTINCT q.run_id)::DOUBLE AS runs,
  count(DISTINCT q.started_at::DATE)::DOUBLE AS days, bool_or(u.selection IS NOT NULL) AS selected,
  any_value(u.workload) AS workload, any_value(u.source) AS source,
  any_value(u.licence) AS licence, any_value(u.caveat) AS caveat
FROM ${measured} GROUP BY ALL ORDER BY max(q.started_at) DESC, id`;

/** The data sets that have hours: one's own first, then the simulator's, then imported ones; the newest first. */
export async function timeSets(db: Database): Promise<TimeSet[]> {
  const sets = (await db.query(setsSql)).rows as unknown as TimeSet[];
  return sets.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

export const hourRows = async (db: Database): Promise<HourRow[]> =>
  (await db.query(hoursSql)).rows as unknown as HourRow[];
