/** Pairs of systems as the page's loader judged them, read from either side. */
import type {
  ComparedBoard as Board,
  ComparedSystem as System,
  JudgedMetric,
  PairAt,
} from "../judging/board_pairs.js";
import type { Verdict } from "../judging/compare.js";
import { levels } from "../shared/levels.js";
import { apart, providerName, shortName } from "../words/names.js";

export const medianAt = levels.indexOf(0.5);

export type Population = "succeeded" | "all";
export type { Board, JudgedMetric, PairAt, System };

/** A pair, b over a. */
export interface Compared {
  ratio: number | null;
  low: number | null;
  high: number | null;
  verdict: Verdict;
  needed: number | null;
}

const opposite = {
  faster: "slower",
  slower: "faster",
  equal: "equal",
  unknown: "unknown",
} as const;
const inverse = (x: number | null) => x === null ? null : 1 / x;

/**
 * System `b` over system `a` at one level: a log ratio's interval is the same from either side. Where there are too few
 * requests for an interval, the ratio of the two quantiles stands alone.
 */
export function pairAt(judged: JudgedMetric, a: number, b: number, level: number): Compared {
  const found = judged.pairs[Math.min(a, b)][Math.abs(a - b) - 1][level];
  const { verdict, needed, ratio, low, high } = found;
  if (ratio === null) {
    const bare = judged.quantiles[b][level]! / judged.quantiles[a][level]!;
    const has = judged.quantiles[a][level] !== null && judged.quantiles[b][level] !== null;
    return { ratio: has && !Number.isNaN(bare) ? bare : null, low, high, verdict, needed };
  }
  return a < b ? { ratio, low, high, verdict, needed } : {
    ratio: inverse(ratio),
    low: inverse(high),
    high: inverse(low),
    verdict: opposite[verdict],
    needed,
  };
}

/** How many times as fast b is: its rate over a's, or a's time over b's. */
export function speedOf(c: Compared, better: "higher" | "lower" | null) {
  const { ratio, low, high } = c;
  return better === "higher"
    ? { speed: ratio, low, high }
    : { speed: inverse(ratio), low: inverse(high), high: inverse(low) };
}

/** Names that tell the systems of a board apart: the provider, with its model or run where that is needed. */
export const namesOf = ({ systems }: Board): string[] =>
  apart(
    systems,
    (s) => providerName(s.provider),
    (s) => `${providerName(s.provider)} ${shortName(s.model)}`,
    (s) => `${providerName(s.provider)} ${s.model}`,
    (s) => `${s.provider} ${s.model} ${s.run_id}`,
  );

/** The systems of a board as addresses name them, whatever others join it later. */
export const keysOf = ({ systems }: Board): string[] =>
  systems.map((s) => `${s.provider}/${s.model}`);

/** What the boards of the page are called, each with its workload and place. */
export const boardLabels = (boards: Board[]): string[] =>
  apart(boards, boardLabel, (b) => `${boardLabel(b)} (${b.id})`);

export const boardLabel = (board: Board): string =>
  `${titleOf(board)} · ${board.workload}${board.location ? ` · from ${board.location}` : ""}${
    board.simulated ? " · simulated" : ""
  }`;

/** "Llama 2 70B", or the model. */
export function titleOf({ model_size, systems }: Board): string {
  if (!model_size) return systems[0].model;
  const llama = systems.every((s) => /llama-?v?2/i.test(s.model));
  return `${llama ? "Llama 2 " : ""}${model_size.toUpperCase()}`;
}

/** The two systems a board begins with: the fastest of those that may be ranked, by the median of a metric. */
export function firstPair(
  board: Board,
  metric: string,
  better: "higher" | "lower",
): [number, number] {
  const { quantiles } = board.judged[metric].succeeded;
  const median = (i: number) => quantiles[i][medianAt] ?? (better === "higher" ? 0 : Infinity);
  const order = board.systems.map((_, i) => i).sort((i, j) =>
    board.systems[i].below.length - board.systems[j].below.length ||
    (better === "higher" ? median(j) - median(i) : median(i) - median(j))
  );
  return [order[1] ?? order[0], order[0]];
}
