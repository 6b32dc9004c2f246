/** Two systems, one metric: what `deno task compare` prints and page /compare shows. */
import { compare, type Judged, requestsNeeded, type Verdict, verdict } from "./compare.js";
import { minBlocks } from "./floors.js";

/** One system's quantile, and what says whether two took turns. */
export interface Side {
  run_id: string;
  /** Whether its batches are time blocks. */
  timeBlocks: boolean;
  /** Null where it has no value. */
  judged: Judged | null;
}

export interface PairComparison {
  /** The quantile of each, in the metric's unit; null where it has none. */
  a: number | null;
  b: number | null;
  n_a: number;
  n_b: number;
  /** Of b over a; null with its ends where n is too small for an interval. */
  ratio: number | null;
  low: number | null;
  high: number | null;
  /** Of b against a. */
  verdict: Verdict;
  /** They took turns in ten or more time blocks; otherwise two sessions are compared. */
  interleaved: boolean;
  /** Requests of each that would find a difference of 10%, where the verdict is unknown. */
  requests_needed: number | null;
}

const wanted = 0.1;

/** Compares b with a, at 95%. */
export function comparePair(a: Side, b: Side, better: "higher" | "lower"): PairComparison {
  const [one, other] = [a.judged, b.judged];
  const turns = a.run_id === b.run_id && a.timeBlocks && b.timeBlocks;
  const ratio = one && other ? compare(one, other, turns) : null;
  const says = verdict(ratio, better);
  const n = Math.min(one?.estimate.n ?? 0, other?.estimate.n ?? 0);
  return {
    a: one?.estimate.q ?? null,
    b: other?.estimate.q ?? null,
    n_a: one?.estimate.n ?? 0,
    n_b: other?.estimate.n ?? 0,
    ratio: ratio?.ratio ?? null,
    low: ratio?.low ?? null,
    high: ratio?.high ?? null,
    verdict: says,
    interleaved: (ratio?.turns ?? 0) >= minBlocks,
    requests_needed: says === "unknown" && ratio ? requestsNeeded(n, ratio, wanted) : null,
  };
}
