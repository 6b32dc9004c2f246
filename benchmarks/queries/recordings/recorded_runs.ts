/** The newest recorded runs of a store, read under every tool's definitions. */
import { stat } from "node:fs/promises";
import type { Database } from "../../store/duckdb.ts";
import { isOwn } from "../../store/journal/own_runs.ts";
import { recordingsPath } from "../../store/journal/recordings.ts";
import { type Reconciled, reconcileRun } from "./reconciled.ts";

/** So many runs are read, of so many compressed bytes each at most: a page is built in seconds. */
const mostRuns = 3;
const mostBytes = 20e6;

/**
 * Runs that boards show and that were made here, newest first: a stranger's recordings may be anything. Those that are
 * larger are left to the command; those that cannot be read are named, and close no page.
 */
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
    if (!found?.isFile() || found.size > mostBytes || !await isOwn(place)) continue;
    try {
      runs.push({ run_id, simulated, targets: await reconcileRun(place) });
    } catch (error) {
      console.error(`The recordings of ${run_id} are left out: ${(error as Error).message}`);
    }
  }
  return runs;
}
