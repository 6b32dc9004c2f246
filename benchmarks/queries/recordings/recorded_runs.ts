/** The newest recorded runs of a store, read under every tool's definitions. */
import { stat } from "node:fs/promises";
import type { Database } from "../../store/duckdb.ts";
import { recordingsPath } from "../../store/journal/recordings.ts";
import { type Reconciled, reconcileRun } from "./reconciled.ts";

/** So many runs are read, of so many compressed bytes each at most: a page is built in seconds. */
const mostRuns = 3;
const mostBytes = 20e6;

/** Runs that boards show, newest first; those whose recordings are larger are left to the command. */
export async function recordedRuns(db: Database, folder: string) {
  const { rows } = await db.query(
    `SELECT run_id, bool_or(simulated) AS simulated FROM latest
    GROUP BY run_id ORDER BY max(run_id) DESC`,
  );
  const runs: { run_id: string; simulated: boolean; targets: Reconciled[] }[] = [];
  for (const { run_id, simulated } of rows as unknown as { run_id: string; simulated: boolean }[]) {
    if (runs.length === mostRuns) break;
    const place = `${folder}/${run_id}`;
    const found = await stat(recordingsPath(place)).catch(() => null);
    if (!found?.isFile() || found.size > mostBytes) continue;
    runs.push({ run_id, simulated, targets: await reconcileRun(place) });
  }
  return runs;
}
