/** Two systems, metric by metric: the ratio of b over a, how sure it is, and what it says. */
import { judge } from "../../judging/compare.ts";
import { comparePair, type PairComparison } from "../../judging/pair.ts";
import { draw } from "../../judging/population.ts";
import { comparedInfos, metric } from "../../metrics/metrics.ts";
import type { System } from "../../queries/systems.ts";

/** One metric of two systems. */
export interface Comparison extends PairComparison {
  metric: string;
  statistic: "median" | "p95";
  provider_a: string;
  model_a: string;
  provider_b: string;
  model_b: string;
}

/** Metrics that say which is faster. */
export const compared = comparedInfos.map((m) => m.name);

/** Compares b with a over succeeded requests. */
export function compareSystems(
  a: System,
  b: System,
  metricNames = compared,
  statistic: "median" | "p95" = "median",
): Comparison[] {
  return metricNames.map((name): Comparison => {
    const better = metric(name).better ?? "lower";
    const [one, other] = [a, b].map((s) => {
      const { sample, timeBlocks } = draw("succeeded", s.attempts, s.values[name], better);
      const judged = judge(sample, statistic === "median" ? 0.5 : 0.95);
      return { run_id: s.run_id, timeBlocks, judged };
    });
    return {
      metric: name,
      statistic,
      provider_a: a.provider,
      model_a: a.model,
      provider_b: b.provider,
      model_b: b.model,
      ...comparePair(one, other, better),
    };
  });
}

/** Two systems and all that was compared of them. */
export interface ComparedSystems {
  a: System;
  b: System;
  comparisons: Comparison[];
}

/** Requests of a system that were answered. */
export const succeeded = ({ attempts }: System): number =>
  attempts.status.filter((status) => status === "ok").length;

/** Requests of a system that were answered, failed or dropped: an incomplete one is no attempt. */
export const attempted = ({ attempts }: System): number =>
  attempts.status.filter((s) => s === "ok" || s === "failed" || s === "dropped").length;
