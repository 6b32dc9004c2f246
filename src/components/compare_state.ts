/** What a state of page `/compare` means: a board, a pair of its systems, a metric. */
import type { MetricInfo } from "./board.js";
import { type Board, firstPair, namesOf, type Population } from "./compare_data.js";

export type CompareState = Record<"board" | "a" | "b" | "metric" | "population", string>;

/** A state as the page can show it: the board, the places of the two systems, the metric. */
export interface Chosen {
  board: Board;
  a: number;
  b: number;
  metric: MetricInfo;
  population: Population;
}

/** What a state means; what a board does not have falls back to the pair it begins with. */
export function chosenOf(boards: Board[], metrics: MetricInfo[], state: CompareState): Chosen {
  const board = boards.find((b) => b.id === state.board) ?? boards[0];
  const names = namesOf(board);
  const headline = metrics.find((m) => m.name === "e2e_tokens_per_s") ?? metrics[0];
  const [firstA, firstB] = firstPair(board, headline.name, headline.better ?? "higher");
  const place = (name: string, otherwise: number) => {
    const found = names.indexOf(name);
    return found >= 0 ? found : otherwise;
  };
  let a = place(state.a, firstA);
  const b = place(state.b, firstB);
  if (a === b) a = b === firstA ? firstB : firstA;
  return {
    board,
    a,
    b,
    metric: metrics.find((m) => m.name === state.metric) ?? headline,
    population: state.population === "all" ? "all" : "succeeded",
  };
}
