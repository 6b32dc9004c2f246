/** What a state of page `/compare` means: a board, a pair of its systems, a metric. */
import { leftOut } from "../components/system_chips.js";
import type { MetricInfo } from "../rows/board.js";
import { chosenBoard } from "../words/board_id.js";
import { nameListText } from "../words/name_list.js";
import { type Board, boardLabels, firstPair, keysOf, type Population } from "./compare_data.js";

export type CompareState = Record<
  "board" | "a" | "b" | "metric" | "population" | "systems",
  string
>;

/** State of a page nobody touched; what is empty is the board's own choice. */
export const compareDefaults: CompareState = {
  board: "",
  a: "",
  b: "",
  metric: "e2e_tokens_per_s",
  population: "succeeded",
  systems: "",
};

/** A state as the page can show it: the board, the places of the two systems, the metric. */
export interface Chosen {
  board: Board;
  /** What the address named and is not here, in a sentence; null where all of it is. */
  gone?: string | null;
  a: number;
  b: number;
  metric: MetricInfo;
  population: Population;
  /** Systems left out of the matrix, as an address names them. */
  out: Set<string>;
}

/** What a state means; what a board does not have falls back to the pair it begins with. */
export function chosenOf(boards: Board[], metrics: MetricInfo[], state: CompareState): Chosen {
  const labels = boardLabels(boards);
  const { board, gone } = chosenBoard(boards, state.board, (b) => labels[boards.indexOf(b)]);
  const keys = keysOf(board);
  const missing = [state.a, state.b].filter((key) => key && !keys.includes(key));
  const headline = metrics.find((m) => m.name === "e2e_tokens_per_s") ?? metrics[0];
  const [firstA, firstB] = firstPair(board, headline.name, headline.better ?? "higher");
  const place = (key: string, otherwise: number) => {
    const found = keys.indexOf(key);
    return found >= 0 ? found : otherwise;
  };
  let a = place(state.a, firstA);
  const b = place(state.b, firstB);
  if (a === b) a = b === firstA ? firstB : firstA;
  return {
    board,
    gone: gone ??
      (missing.length
        ? `${missing.join(" and ")} ${
          missing.length > 1 ? "are" : "is"
        } not on this board: no valid run.`
        : null),
    a,
    b,
    metric: metrics.find((m) => m.name === state.metric) ?? headline,
    population: state.population === "all" ? "all" : "succeeded",
    out: leftOut(state.systems),
  };
}

/** The same as the address has it. */
export function stateOf({ board, a, b, metric, population, out }: Chosen): CompareState {
  const keys = keysOf(board);
  const systems = nameListText(out);
  return { board: board.id, a: keys[a], b: keys[b], metric: metric.name, population, systems };
}

/** On another board the pair of the same providers, where each has one system there. */
export function sameProviders(
  boards: Board[],
  was: CompareState,
  id: string,
): Partial<CompareState> {
  const find = (wanted: string) => boards.find((b) => b.id === wanted)!;
  const [from, to] = [find(was.board), find(id)];
  const there = (key: string) => {
    const provider = from.systems[keysOf(from).indexOf(key)]?.provider;
    const own = keysOf(to).filter((_, i) => to.systems[i].provider === provider);
    return own.length === 1 ? own[0] : "";
  };
  return { a: there(was.a), b: there(was.b), systems: "" };
}
