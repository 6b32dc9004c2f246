/** Which quantiles of a system have too few requests for an interval, metric by metric: what /distributions greys. */
import { metric } from "../metrics/metrics.ts";
import { draw } from "../judging/population.ts";
import { levels, type QuantileName, support } from "../judging/standing.ts";
import type { Database } from "../store/duckdb.ts";
import { boardsOfSystems, type System } from "./systems.ts";

/** Reasons by quantile; one that is not here has an interval. */
export type Weak = Partial<Record<QuantileName, string>>;
/** By system ("run_id provider model location", the place where there is one) and metric. */
export type WeakOf = Record<string, Record<string, Weak>>;

/** Over the succeeded ones of the measured rows that `where` chooses (a condition on view `requests`, alias q). */
export async function weakQuantiles(
  db: Database,
  where: string,
  metricNames: string[],
): Promise<WeakOf> {
  const found: WeakOf = {};
  for await (const [, systems] of boardsOfSystems(db, where, metricNames)) {
    for (const s of systems) {
      const key = [s.run_id, s.provider, s.model, ...(s.location ? [s.location] : [])].join(" ");
      found[key] = Object.fromEntries(metricNames.map((name) => [name, weakOf(s, name)]));
    }
  }
  return found;
}

function weakOf({ attempts, values }: System, name: string): Weak {
  const drawn = draw("succeeded", attempts, values[name], metric(name).better ?? "lower");
  const reasons = Object.entries(levels).map(([quantile, p]) =>
    [quantile, support(drawn, p).weak] as const
  );
  return Object.fromEntries(reasons.filter(([, why]) => why !== null));
}
