/** What page /time has of a store. */
import { comparedInfos } from "../../../benchmarks/metrics/metrics.ts";
import { judgedHours } from "../../../benchmarks/queries/time/hour_effects.ts";
import { hourRows, timeSets } from "../../../benchmarks/queries/time/hours.ts";
import type { Database } from "../../../benchmarks/store/duckdb.ts";
import type { Measured } from "../../../src/time/time_state.ts";

export async function measuredIn(db: Database): Promise<Measured> {
  const rows = await hourRows(db);
  return { rows, sets: await timeSets(db), judged: judgedHours(rows), metrics: comparedInfos };
}
