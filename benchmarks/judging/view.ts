/** One view of a board: a metric in a population, its systems ranked and in the order to print. */
import { judge, type Judged } from "./compare.js";
import type { Drawn } from "./population.js";
import { rank, type Ranks } from "./ranks.js";
import { type Definition, drawOf, type Entrant, type Standing, standingOf } from "./standing.js";

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
  /** All ranked systems took turns within the same time blocks; all systems, where fewer than two are ranked. */
  interleaved: boolean;
}

/** A view on its way: indices are those of the entrants. */
export interface Looked {
  definition: Definition;
  drawn: Drawn[];
  judged: (Judged | null)[];
  ranked: number[];
  ranks: Ranks;
  judgement: Judgement;
}

/**
 * Judges one definition over the systems of a board, its flips aside. `refused` says why a system is not ranked
 * whatever its requests are like.
 */
export function look(
  entrants: readonly Entrant[],
  definition: Definition,
  refused: (key: string, definition: Definition) => string | null,
): Looked {
  const { metric, population, better } = definition;
  const drawn = entrants.map((entrant) => drawOf(entrant, definition));
  const judged = drawn.map(({ sample }) => judge(sample, 0.5));
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
  const compared = ranked.length > 1 ? ranked : order;
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
      interleaved: compared.length > 1 &&
        compared.every((i) =>
          drawn[i].timeBlocks && entrants[i].run_id === entrants[compared[0]].run_id
        ),
    },
  };
}

/** Whether two of the chosen systems took turns within the same time blocks. */
export const turns =
  (entrants: readonly Entrant[], drawn: Drawn[], chosen: number[]) => (x: number, y: number) =>
    [x, y].every((place) => drawn[chosen[place]].timeBlocks) &&
    entrants[chosen[x]].run_id === entrants[chosen[y]].run_id;
