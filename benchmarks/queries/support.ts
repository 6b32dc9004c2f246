/** Which quantiles of a system have too few requests for an interval, metric by metric: what /distributions greys. */
import { metric } from "../metrics/metrics.ts";
import { type Weak, weakOf } from "../judging/weak.ts";
import type { Database } from "../store/duckdb.ts";
import { boardsOfSystems, type System } from "./systems.ts";

export type { Weak };
/** By system, as whoever asks names it, and metric. */
export type WeakOf = Record<string, Record<string, Weak>>;

/**
 * Over the succeeded ones of the measured rows that `where` chooses (a condition on view `requests`, alias q); `keyOf`
 * names a system.
 */
export async function weakQuantiles(
  db: Database,
  where: string,
  metricNames: string[],
  keyOf: (system: System) => string,
): Promise<WeakOf> {
  const found: WeakOf = {};
  for await (const [, systems] of boardsOfSystems(db, where, metricNames)) {
    for (const system of systems) {
      found[keyOf(system)] = Object.fromEntries(
        metricNames.map((name) => [name, weakOf(system, metric(name))]),
      );
    }
  }
  return found;
}
