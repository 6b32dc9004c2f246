/** Which labels of providers the store has measurements of, and how many. */
import { openStore } from "../store/views.ts";

/** What the latest runs hold of one label of column `provider`. */
export interface MeasuredLabel {
  provider: string;
  /** Of measurements whose source kept a choice of them. */
  selected: boolean;
  /** Attempts, those that succeeded, and different models. */
  n: number;
  ok: number;
  models: number;
  /** ISO days, null where a row has no time. */
  first: string | null;
  last: string | null;
}

/**
 * All labels of real targets, in order. The store is read once in a process: the programs of a build's provider pages
 * run in one and all ask the same.
 */
export const measuredLabels = (): Promise<MeasuredLabel[]> => read ??= readLabels();
let read: Promise<MeasuredLabel[]> | undefined;

async function readLabels(): Promise<MeasuredLabel[]> {
  const db = await openStore();
  try {
    const { rows } = await db.query(
      `SELECT r.provider, any_value(l.selection) IS NOT NULL AS selected, count(*)::INT AS n,
        count(*) FILTER (r.status = 'ok')::INT AS ok, count(DISTINCT r.model)::INT AS models,
        strftime(min(coalesce(r.started_at, u.ended_at)), '%Y-%m-%d') AS first,
        strftime(max(coalesce(r.started_at, u.ended_at)), '%Y-%m-%d') AS last
      FROM requests r
      JOIN latest l ON l.run_id = r.run_id AND l.provider = r.provider AND l.model = r.model
        AND l.location IS NOT DISTINCT FROM r.location
      JOIN runs u ON u.run_id = r.run_id
      WHERE r.phase = 'measured' AND r.status <> 'incomplete' AND NOT l.simulated
      GROUP BY r.provider, l.selection IS NOT NULL ORDER BY selected, r.provider`,
    );
    return rows as unknown as MeasuredLabel[];
  } finally {
    db.close();
  }
}
