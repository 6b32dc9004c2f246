/** A metric of one system of a report. */
import { estimate } from "../../judging/estimate.ts";
import { draw } from "../../judging/population.ts";
import { type Standing, support } from "../../judging/standing.ts";
import { metric } from "../../metrics/metrics.ts";
import { quantile } from "../../shared/quantile.ts";
import type { System } from "../systems.ts";

/** Of more values of one system than this so many are drawn, evenly spaced in their order. */
export const mostDrawn = 400;

/** A metric of the succeeded requests of one system. */
export interface Measure {
  /** Values behind it. */
  n: number;
  /** Succeeded requests without a value. */
  omitted: number;
  /** Null of no values. */
  median: number | null;
  /** 95%; null where there are too few requests. */
  interval: [number, number] | null;
  p95: number | null;
  /** Why there are too few requests for an interval of the median, and of P95; null where there are enough. */
  weak: string | null;
  weak_p95: string | null;
  /** First and last rank it can have among its board; null where it is not ranked. */
  rank: [number, number] | null;
  /** Values in order, at most `mostDrawn`. */
  values: number[];
}

export function measureOf({ attempts, values }: System, name: string, { rank }: Standing): Measure {
  const drawn = draw("succeeded", attempts, values[name], metric(name).better!);
  const { sorted } = drawn.sample;
  const found = estimate(drawn.sample, 0.5);
  const n = sorted.length;
  const each = Math.min(n, mostDrawn);
  return {
    n,
    omitted: drawn.omitted,
    median: found?.q ?? null,
    interval: found?.interval ?? null,
    p95: n ? quantile(sorted, 0.95) : null,
    weak: support(drawn, 0.5).weak,
    weak_p95: support(drawn, 0.95).weak,
    rank,
    values: Array.from(
      { length: each },
      (_, i) => sorted[n > each ? Math.round(i * (n - 1) / (each - 1)) : i],
    ),
  };
}
