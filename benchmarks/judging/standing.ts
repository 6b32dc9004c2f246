/** What a leaderboard says of one system: its interval, what its requests support, and what keeps it from a rank. */
import type { Judged } from "./compare.js";
import { eligibility } from "./eligibility.js";
import { estimate } from "./estimate.js";
import { leastBlocks, leastEffectiveN, minAttempts, minBlocks } from "./floors.js";
import { type Attempts, draw, type Drawn } from "./population.js";
import { wilson } from "../shared/wilson.js";

/** One system of a board, with the columns that judging reads. */
export interface Entrant {
  run_id: string;
  provider: string;
  model: string;
  attempts: Attempts;
  /** One an attempt, as the columns of the record. */
  short: readonly (boolean | null)[];
  error_code: readonly (string | null)[];
  values: Record<string, readonly (number | null)[]>;
}

/** What one view of a board counts. */
export interface Definition {
  metric: string;
  better: "higher" | "lower";
  /** `llmperf`: as LLMPerf counted in 2023, TTFT without the answers that carry an error code. */
  population: "succeeded" | "all" | "llmperf";
}

/** Names a system of a board: "run_id\nprovider\nmodel". */
export const keyOf = ({ run_id, provider, model }: Entrant): string =>
  `${run_id}\n${provider}\n${model}`;

/** Shares of the quantiles that a table shows, by their names. */
export const levels = { median: 0.5, p25: 0.25, p75: 0.75, p95: 0.95, p99: 0.99 };
export type QuantileName = keyof typeof levels;

/** What a view says of one system. */
export interface Standing {
  /** See `keyOf`. */
  key: string;
  /** Place in the order to print, from 0. */
  place: number;
  /** 95% interval of the median; null where there are too few requests. */
  interval: [number, number] | null;
  /** Effective n of each quantile: as many independent requests would say as much. */
  worth: Record<QuantileName, number>;
  /** Quantiles with too few requests for an interval, each with the reason: they stand in grey. */
  weak: Partial<Record<QuantileName, string>>;
  /** Time blocks that hold a value. */
  blocks: number;
  /** Of the other quantiles those that hold for this session only, with the time blocks that other times need. */
  blocks_needed: Partial<Record<QuantileName, number>>;
  /** First and last rank it can have; null where it is not ranked. */
  rank: [number, number] | null;
  tier: number | null;
  /** Why it is not ranked; empty where it is. */
  below: string[];
  /** Lower bound of the 95% interval of the success rate. */
  rate_at_least: number;
  /** Under ten time blocks: nothing holds for other times than the run's own. */
  one_sitting: boolean;
  /** Who contests the figure, since when and why; left out where nobody does. */
  disputed?: Disputed[];
  /** How it differs from the newest edition; left out where it does not, or there is none. */
  since?: SinceEdition;
}

/** A figure that is not what an edition has of the same system. */
export interface SinceEdition {
  /** Number of the edition. */
  edition: number;
  /** The edition lacks the system, has it by an older run, or has another figure or rank of the same run. */
  is: "new" | "newer" | "correction" | "rank";
}

/** A contest of a figure, which stays as it was computed. */
export interface Disputed {
  reason: string;
  /** ISO day. */
  date: string;
  by?: string;
}

/** The sample of an entrant that a definition counts. */
export function drawOf({ attempts, error_code, values }: Entrant, definition: Definition): Drawn {
  const { metric, population, better } = definition;
  const own = population === "llmperf" && metric.startsWith("ttft")
    ? values[metric].map((value, i) => error_code[i] === null ? value : null)
    : values[metric];
  return draw(population === "all" ? "all" : "succeeded", attempts, own, better);
}

/** What a definition says of an entrant before it is ranked among others. */
export function standingOf(
  entrant: Entrant,
  drawn: Drawn,
  judged: Judged | null,
): Standing {
  const { status } = entrant.attempts;
  const attempted = status.filter((s) => s === "ok" || s === "failed" || s === "dropped").length;
  const ok = status.filter((s) => s === "ok").length;
  const standing: Standing = {
    key: keyOf(entrant),
    place: 0,
    interval: judged?.estimate.interval ?? null,
    worth: { median: 0, p25: 0, p75: 0, p95: 0, p99: 0 },
    weak: {},
    blocks: drawn.blocks,
    blocks_needed: {},
    rank: null,
    tier: null,
    below: eligibility({ ok, attempted, short: entrant.short.filter((s) => s === true).length }),
    rate_at_least: wilson(ok, attempted)[0],
    one_sitting: drawn.blocks < minBlocks,
  };
  for (const [name, p] of Object.entries(levels) as [QuantileName, number][]) {
    const { worth, weak, blocksNeeded } = support(drawn, p);
    standing.worth[name] = worth;
    if (weak) standing.weak[name] = weak;
    if (blocksNeeded) standing.blocks_needed[name] = blocksNeeded;
  }
  if (!standing.below.length && !standing.interval) {
    standing.below.push(judged ? `median: ${standing.weak.median}` : "no value of this metric");
  }
  return standing;
}

/** What the requests of a sample support at one quantile. */
export interface Support {
  /** Effective n: as many independent requests would say as much. */
  worth: number;
  /** Why there are too few requests for an interval; null where there is one. */
  weak: string | null;
  /** Time blocks from which on the interval holds for other times too; null where it does, or there is none. */
  blocksNeeded: number | null;
}

/** What a sample supports at quantile `p`. */
export function support({ sample, blocks }: Drawn, p: number): Support {
  const { attempts, values: { length: n } } = sample;
  const found = estimate(sample, p);
  const worth = found?.m ?? 0;
  if (found?.interval) {
    const needed = leastBlocks(p);
    return { worth, weak: null, blocksNeeded: blocks < needed ? needed : null };
  }
  const weak = attempts < minAttempts
    ? `needs ${minAttempts} attempts, this run made ${attempts}`
    : `needs ${leastEffectiveN(p)} independent requests, ${
      worth < n ? `these ${n} count as ${worth}` : `there are ${n}`
    }`;
  return { worth, weak, blocksNeeded: null };
}
