/** What the build judges of the newest runs, computed here by the same arithmetic of those that an address names. */
import type { WeakOf } from "@/benchmarks/queries/support.ts";
import { weakOf } from "../judging/weak.js";
import { type Choice as Metric, systemKey } from "../rows/systems.js";
import { entrantsOf } from "./entrants.js";
import type { PickedRows } from "./shown.js";

/** Quantiles with too few requests for an interval, of each system by one metric at a time. */
export function weakHere({ rows, runs }: PickedRows): (metric: Metric) => WeakOf {
  const systems = new Map<string, WeakOf>();
  return (metric) => {
    if (!systems.has(metric.name)) {
      const found = entrantsOf(rows, runs, [metric.name]).map((s) =>
        [systemKey(s.rows[0]), { [metric.name]: weakOf(s, metric) }] as const
      );
      systems.set(metric.name, Object.fromEntries(found));
    }
    return systems.get(metric.name)!;
  };
}
