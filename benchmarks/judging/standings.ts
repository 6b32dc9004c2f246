/** What a leaderboard says of its systems: who is ranked, where, how sure, and what would turn the order round. */
import { judge, type Judged } from "./compare.ts";
import { eligibility } from "./eligibility.ts";
import { estimate } from "./estimate.ts";
import { leastBlocks, leastEffectiveN } from "./floors.ts";
import { type Attempts, draw, type Drawn } from "./population.ts";
import { rank, type Ranks, sensitive } from "./ranks.ts";
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

const levels = { median: 0.5, p25: 0.25, p75: 0.75, p95: 0.95, p99: 0.99 };
export type QuantileName = keyof typeof levels;

/** What a view says of one system. */
export interface Standing {
  /** "run_id\nprovider\nmodel". */
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

/** Two neighbours of the printed order that another definition puts the other way, significantly. */
export interface Flip {
  /** The other definition: a metric, or a population. */
  by: string;
  /** Keys of the systems. */
  above: string;
  below: string;
  /** By the other definition, below over above, with its simultaneous interval. */
  ratio: [number, number, number];
  /** By the other definition, medians of above and below. */
  medians: [number, number];
}

/** One view, judged. */
export interface Judgement {
  metric: string;
  population: Definition["population"];
  /** In the order to print: by tier, then by the median; those that are not ranked last. */
  standings: Standing[];
  /** How many times as good the first is as the second, with the simultaneous interval. */
  lead: [number, number, number] | null;
  flips: Flip[];
  /** All ranked systems took turns within the same time blocks. */
  interleaved: boolean;
}

/** A view on its way: indices are those of the entrants. */
interface Looked {
  definition: Definition;
  drawn: Drawn[];
  judged: (Judged | null)[];
  ranked: number[];
  ranks: Ranks;
  judgement: Judgement;
}

/**
 * Judges every definition over the systems of one board, and holds the definitions against each other. `refused` says
 * why a system is not ranked whatever its requests are like.
 */
export function judgeBoard(
  entrants: readonly Entrant[],
  definitions: readonly Definition[],
  refused: (key: string, definition: Definition) => string | null = () => null,
): Judgement[] {
  const views = definitions.map((definition) => look(entrants, definition, refused));
  for (const view of views) {
    for (const other of views) {
      const by = otherDefinition(view.definition, other.definition);
      if (by) view.judgement.flips.push(...flips(entrants, view, other, by));
    }
  }
  return views.map((view) => view.judgement);
}

function look(
  entrants: readonly Entrant[],
  definition: Definition,
  refused: (key: string, definition: Definition) => string | null,
): Looked {
  const { metric, population, better } = definition;
  const drawn = entrants.map((entrant) => drawOf(entrant, definition));
  const judged = drawn.map(({ sample }) => judge(sample, levels.median));
  const standings = entrants.map((entrant, i) => standingOf(entrant, drawn[i], judged[i]));
  for (const standing of standings) {
    const why = refused(standing.key, definition);
    if (why) standing.below.push(why);
  }
  const ranked = standings.flatMap(({ below }, i) => below.length ? [] : [i]);
  const ranks = rank(ranked.map((i) => judged[i]!), better, turns(entrants, drawn, ranked));
  ranked.forEach((i, place) => {
    standings[i].rank = ranks.intervals[place];
    standings[i].tier = ranks.tiers[place];
  });
  const q = (i: number) => judged[i]?.estimate.q ?? NaN;
  const order = entrants.map((_, i) => i).sort((i, j) =>
    (standings[i].tier ?? Infinity) - (standings[j].tier ?? Infinity) ||
    (better === "lower" ? q(i) - q(j) : q(j) - q(i)) ||
    Number(Number.isNaN(q(i))) - Number(Number.isNaN(q(j)))
  );
  order.forEach((i, place) => standings[i].place = place);
  const printed = order.filter((i) => ranked.includes(i));
  const [first, second] = printed.map((i) => ranked.indexOf(i));
  const lead = printed.length < 2
    ? null
    : better === "lower"
    ? ranks.pairs[first][second]
    : ranks.pairs[second][first];
  return {
    definition,
    drawn,
    judged,
    ranked: printed,
    ranks,
    judgement: {
      metric,
      population,
      standings: order.map((i) => standings[i]),
      lead: lead && [lead.ratio, lead.low, lead.high],
      flips: [],
      interleaved: ranked.length > 1 &&
        ranked.every((i) =>
          drawn[i].timeBlocks && entrants[i].run_id === entrants[ranked[0]].run_id
        ),
    },
  };
}

function drawOf({ attempts, error_code, values }: Entrant, definition: Definition): Drawn {
  const { metric, population, better } = definition;
  const own = population === "ancestor" && metric.startsWith("ttft")
    ? values[metric].map((value, i) => error_code[i] === null ? value : null)
    : values[metric];
  return draw(population === "all" ? "all" : "succeeded", attempts, own, better);
}

/** Whether two of the chosen systems took turns within the same time blocks. */
const turns =
  (entrants: readonly Entrant[], drawn: Drawn[], chosen: number[]) => (x: number, y: number) =>
    [x, y].every((place) => drawn[chosen[place]].timeBlocks) &&
    entrants[chosen[x]].run_id === entrants[chosen[y]].run_id;

function standingOf(
  entrant: Entrant,
  { sample, timeBlocks }: Drawn,
  judged: Judged | null,
): Standing {
  const { status, block } = entrant.attempts;
  const attempted = status.filter((s) => s === "ok" || s === "failed" || s === "dropped").length;
  const ok = status.filter((s) => s === "ok").length;
  const blocks = timeBlocks ? new Set(block).size : null;
  const standing: Standing = {
    key: `${entrant.run_id}\n${entrant.provider}\n${entrant.model}`,
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

/** What the second definition changes of the first, where it is the other one of a pair. */
function otherDefinition(a: Definition, b: Definition): string | null {
  const rates = ["e2e_tokens_per_s", "decode_tokens_per_s"];
  if (a.population === b.population) {
    return a.metric !== b.metric && rates.includes(a.metric) && rates.includes(b.metric)
      ? b.metric
      : null;
  }
  return a.metric === b.metric && ![a.population, b.population].includes("ancestor")
    ? b.population
    : null;
}

function flips(entrants: readonly Entrant[], view: Looked, other: Looked, by: string): Flip[] {
  // The same systems; one without a value by the other definition cannot turn anything round.
  const both = view.ranked.filter((i) => other.judged[i]?.estimate.interval);
  const { pairs } = rank(
    both.map((i) => other.judged[i]!),
    other.definition.better,
    turns(entrants, other.drawn, both),
  );
  const place = new Map(both.map((i, at) => [i, at]));
  const whole = entrants.map((_, i) =>
    entrants.map((_, j) => pairs[place.get(i) ?? -1]?.[place.get(j) ?? -1] ?? null)
  );
  const key = (i: number) => `${entrants[i].run_id}\n${entrants[i].provider}\n${entrants[i].model}`;
  return sensitive(view.ranked, whole, other.definition.better).map((found) => ({
    by,
    above: key(found.above),
    below: key(found.below),
    ratio: [found.other.ratio, found.other.low, found.other.high],
    medians: [other.judged[found.above]!.estimate.q, other.judged[found.below]!.estimate.q],
  }));
}
