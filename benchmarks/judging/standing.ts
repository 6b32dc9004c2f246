/** What a leaderboard says of one system: its interval, what its n bears, and what keeps it from a rank. */
import type { Judged } from "./compare.ts";
import { eligibility } from "./eligibility.ts";
import { estimate } from "./estimate.ts";
import { leastBlocks, leastEffectiveN, minBlocks } from "./floors.ts";
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
  { sample, timeBlocks }: Drawn,
  judged: Judged | null,
): Standing {
  const { status } = entrant.attempts;
  const attempted = status.filter((s) => s === "ok" || s === "failed" || s === "dropped").length;
  const ok = status.filter((s) => s === "ok").length;
  // Time blocks that hold a value of it: from the others it knows nothing.
  const held = timeBlocks ? sample.sizes.filter((n) => n > 0).length : 0;
  const blocks = held < minBlocks ? null : held;
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
    one_sitting: blocks === null,
  };
  for (const [name, p] of Object.entries(levels) as [QuantileName, number][]) {
    const found = estimate(sample, p);
    standing.worth[name] = found?.m ?? 0;
    const why = weakness(p, found?.m ?? 0, sample.attempts, blocks, found?.interval ?? null);
    if (why) standing.weak[name] = why;
  }
  if (!standing.below.length && !standing.interval) {
    standing.below.push(judged ? `median: ${standing.weak.median}` : "no value of this metric");
  }
  return standing;
}

function weakness(
  p: number,
  m: number,
  attempts: number,
  blocks: number | null,
  interval: [number, number] | null,
): string | null {
  if (interval === null) {
    return attempts < 50
      ? `it needs 50 attempts, here are ${attempts}`
      : `it needs ${leastEffectiveN(p)} independent requests, these are worth ${m}`;
  }
  if (blocks !== null && blocks < leastBlocks(p)) {
    return `for other times than the run's own it needs ${
      leastBlocks(p)
    } time blocks, here are ${blocks}`;
  }
  return null;
}
