/** What a planned number of requests can support, before any is sent. */
import { practicallyEqual } from "../judging/compare.ts";
import { leastBlocks, leastEffectiveN, minAttempts, minBlocks } from "../judging/floors.ts";
import { dependence, detectable, plannedN, sureOf } from "../judging/plan.ts";
import type { Config } from "../plan/config.ts";
import { plannedRequests } from "../plan/load/amounts.ts";
import type { Spread } from "../queries/spread.ts";

/** Sigma of the log that is assumed of a target never measured: that of the simulated runs of the coverage tables. */
export const assumedSigma = 0.25;
const asked = 0.1;

/** One quantile of each target. */
export interface QuantileSupport {
  quantile: "median" | "p90" | "p95" | "p99";
  /** Whether it will have an interval. */
  interval: boolean;
  /** Requests of each target from which on it can have one. */
  requests_needed: number;
  /** From here on 9 of 10 runs have one. */
  requests_to_be_sure: number;
  /** Whether the interval says something of other times than the run's own. */
  other_times: boolean;
  /** Time blocks from which on it does. */
  blocks_needed: number;
}

/**
 * A difference that would be found with 90% power, as a share (0.1 is 10%); null where there are
 * too few requests to say so.
 */
export interface Power {
  provider: string;
  model: string;
  metric: string;
  /** Of the natural log of the metric. */
  sigma: number;
  /** The run it was seen in; null where it is assumed. */
  sigma_from: string | null;
  median: number | null;
  p95: number | null;
  /** Requests of each of two targets that would find 10%. */
  requests_for_10_percent: { median: number; p95: number };
}

export interface PlanSupport {
  /** Measured requests of each target. */
  requests: number;
  /** Requests that count as one independent request, as the load leads to expect. */
  tau: number;
  effective_n: number;
  blocks: number;
  this_sitting_only: boolean;
  quantiles: QuantileSupport[];
  power: Power[];
}

/** `spreads`: for each target of the configuration, what is known of each metric. */
export function planSupport(
  config: Config,
  spreads: Record<string, Spread | null>[],
): PlanSupport {
  const { load, concurrency, blocks, targets } = config;
  const requests = plannedRequests(config);
  const tau = load === "waves" && concurrency > 1 ? dependence.waves : dependence.independent;
  const effective = Math.floor(requests / tau);
  const has = (p: number) => requests >= minAttempts && effective >= leastEffectiveN(p);
  const quantiles = ([["median", 0.5], ["p90", 0.9], ["p95", 0.95], ["p99", 0.99]] as const).map(
    ([quantile, p]): QuantileSupport => ({
      quantile,
      interval: has(p),
      requests_needed: Math.max(minAttempts, Math.ceil(leastEffectiveN(p) * tau)),
      requests_to_be_sure: sureOf.interval(p, tau),
      other_times: has(p) && blocks >= leastBlocks(p),
      blocks_needed: leastBlocks(p),
    }),
  );
  const power = targets.flatMap(({ provider, model }, i) =>
    Object.entries(spreads[i]).map(([metric, spread]): Power => {
      const sigma = spread?.sigma ?? assumedSigma;
      const of = <T>(work: (assumed: { sigma: number; tau: number; p: 0.5 | 0.95 }) => T) => ({
        median: work({ sigma, tau, p: 0.5 }),
        p95: work({ sigma, tau, p: 0.95 }),
      });
      return {
        provider,
        model,
        metric,
        sigma,
        sigma_from: spread?.run_id ?? null,
        ...of((assumed) =>
          requests < sureOf.difference(assumed.p, tau)
            ? null
            // A smaller one, however sure, is called practically equal.
            : Math.max(detectable(requests, assumed), practicallyEqual - 1)
        ),
        // However little the values spread, there is no difference without an interval.
        requests_for_10_percent: of((assumed) =>
          Math.max(plannedN(asked, assumed), sureOf.difference(assumed.p, tau))
        ),
      };
    })
  );
  return {
    requests,
    tau,
    effective_n: effective,
    blocks,
    this_sitting_only: blocks < minBlocks,
    quantiles,
    power,
  };
}
