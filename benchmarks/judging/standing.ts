/** What a leaderboard says of one system: its interval, what its n bears, and what keeps it from a rank. */
import type { Judged } from "./compare.ts";
import { eligibility } from "./eligibility.ts";
import { estimate } from "./estimate.ts";
import { leastBlocks, leastEffectiveN, minAttempts, minBlocks } from "./floors.ts";
import { type Attempts, draw, type Drawn } from "./population.ts";
import { wilson } from "./share.ts";

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
  /** `ancestor`: as LLMPerf counted in 2023, TTFT without the answers that carry an error code. */
  population: "succeeded" | "all" | "ancestor";
}

/** Names a system of a board: "run_id\nprovider\nmodel". */
export const keyOf = ({ run_id, provider, model }: Entrant): string =>
  `${run_id}\n${provider}\n${model}`;

const levels = { median: 0.5, p25: 0.25, p75: 0.75, p95: 0.95, p99: 0.99 };
export type QuantileName = keyof typeof levels;

/** What a view says of one system. */
export interface Standing {
  /** See `keyOf`. */
  key: string;
  /** Place in the order to print, from 0. */
  place: number;
  /** 95% interval of the median; null where n is too small. */
  interval: [number, number] | null;
  /** Effective n of each quantile: as many independent requests would say as much. */
  worth: Record<QuantileName, number>;
  /** Quantiles that n is too small for, each with the reason. */
  weak: Partial<Record<QuantileName, string>>;
  /** First and last rank it can have; null where it is not ranked. */
  rank: [number, number] | null;
  tier: number | null;
  /** Why it is not ranked; empty where it is. */
  below: string[];
  /** Lower bound of the 95% interval of the success rate. */
  rate_at_least: number;
  /** Under ten time blocks: nothing is said of other times than the run's own. */
  one_sitting: boolean;
}

/** The sample of an entrant that a definition counts. */
export function drawOf({ attempts, error_code, values }: Entrant, definition: Definition): Drawn {
  const { metric, population, better } = definition;
  const own = population === "ancestor" && metric.startsWith("ttft")
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
    rank: null,
    tier: null,
    below: eligibility({ ok, attempted, short: entrant.short.filter((s) => s === true).length }),
    rate_at_least: wilson(ok, attempted)[0],
    one_sitting: blocksOf(drawn) === null,
  };
  for (const [name, p] of Object.entries(levels) as [QuantileName, number][]) {
    const { worth, why } = borne(drawn, p);
    standing.worth[name] = worth;
    if (why) standing.weak[name] = why;
  }
  if (!standing.below.length && !standing.interval) {
    standing.below.push(judged ? `median: ${standing.weak.median}` : "no value of this metric");
  }
  return standing;
}

/** Time blocks that hold a value, for from the others it knows nothing; null where they are too few to be any. */
function blocksOf({ sample, timeBlocks }: Drawn): number | null {
  const held = sample.sizes.filter((n) => n > 0).length;
  return timeBlocks && held >= minBlocks ? held : null;
}

/** What a sample is worth at quantile `p`, and why that is too little; null where it is enough. */
export function borne(drawn: Drawn, p: number): { worth: number; why: string | null } {
  const { attempts } = drawn.sample;
  const found = estimate(drawn.sample, p);
  const worth = found?.m ?? 0;
  if (!found?.interval) {
    const why = attempts < minAttempts
      ? `it needs ${minAttempts} attempts, here are ${attempts}`
      : `it needs ${leastEffectiveN(p)} independent requests, these are worth ${worth}`;
    return { worth, why };
  }
  const blocks = blocksOf(drawn);
  const why = blocks !== null && blocks < leastBlocks(p)
    ? `for other times than the run's own it needs ${
      leastBlocks(p)
    } time blocks, here are ${blocks}`
    : null;
  return { worth, why };
}
