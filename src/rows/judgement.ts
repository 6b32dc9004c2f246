/** What the build judged of a view, as a page receives it; `benchmarks/judging` says how. */
import type { Population } from "./statistics.js";

export type QuantileName = "median" | "p25" | "p75" | "p95" | "p99";

/** One system of a view. */
export interface Standing {
  /** "run_id\nprovider\nmodel". */
  key: string;
  /** Place in the printed order, from 0. */
  place: number;
  /** 95% interval of the median; null where there are too few requests. */
  interval: [number, number] | null;
  /** As many independent requests would say as much of a quantile. */
  worth: Record<QuantileName, number>;
  /** Quantiles with too few requests for an interval, each with the reason. */
  weak: Partial<Record<QuantileName, string>>;
  /** Time blocks that hold a value. */
  blocks: number;
  /** Of the other quantiles those that hold for this session only, with the time blocks that other times need. */
  blocks_needed: Partial<Record<QuantileName, number>>;
  rank: [number, number] | null;
  tier: number | null;
  below: string[];
  rate_at_least: number;
  one_sitting: boolean;
}

/** Two neighbours that another definition puts the other way, significantly. */
export interface Flip {
  by: string;
  above: string;
  below: string;
  /** By the other definition, below over above, with its interval. */
  ratio: [number, number, number];
  medians: [number, number];
}

export interface Judgement {
  board: string;
  metric: string;
  population: Population;
  /** In the order to print. */
  standings: Standing[];
  /** How many times as good the first is as the second, with its interval. */
  lead: [number, number, number] | null;
  flips: Flip[];
  interleaved: boolean;
}

/** The judgement of one view, where there is one. */
export const judgementOf = (
  all: Judgement[],
  board: string,
  metric: string,
  population: Population,
): Judgement | undefined =>
  all.find((j) => j.board === board && j.metric === metric && j.population === population);

/** What a badge says of an order that another definition turns round. */
export const flipNames: Record<string, string> = {
  e2e_tokens_per_s: "reversed end to end",
  decode_tokens_per_s: "reversed by decode rate",
  succeeded: "reversed without failures",
  all: "reversed with failures",
};
/** And how a sentence names the definition. */
export const flipWords: Record<string, string> = {
  e2e_tokens_per_s: "by throughput end to end",
  decode_tokens_per_s: "by decode throughput",
  succeeded: "over succeeded requests",
  all: "over all attempts",
};
