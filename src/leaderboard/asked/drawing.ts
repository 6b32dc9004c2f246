/** The tables of the leaderboard, computed by Arquero from the requests; it comes with them, when a reader asks. */
import { takeHtml, type Taken } from "../../components/files.js";
import { leftOut } from "../../components/system_chips.js";
import type { MetricInfo, RequestRow } from "../../rows/board.js";
import { boardsOf } from "../../rows/boards.js";
import { type Judgement, judgementOf } from "../../rows/judgement.js";
import type { Population, StatisticName } from "../../rows/statistics.js";
import { answersTaken, type Medians } from "../board_take.js";
import { keyOf, makeView, sortSystems } from "../board_view.js";
import { filterWords, type State } from "../leaderboard_filters.js";
import { type ExactFigure, exactOf, sampleOf } from "../leaderboard_sample.js";
import { viewHtml, viewTakenOf } from "../leaderboard_views.js";
import { filterRows } from "./filtered.js";

/** Medians of every board by Arquero, or DuckDB's over all requests where the rows are a sample of them. */
export function mediansOf(
  rows: RequestRow[],
  metrics: MetricInfo[],
  figures: ExactFigure[],
): Medians {
  return (board, name) => {
    if (figures.length) return figuresOf(figures, board, name);
    const own = rows.filter((r) => r.board === board);
    const { systems } = makeView(own, metrics.find((m) => m.name === name)!, "succeeded");
    return new Map(systems.map((s) => [keyOf(s), s.statistics]));
  };
}
const figuresOf = (figures: ExactFigure[], board: string, metric: string) =>
  new Map([...exactOf(figures, board, metric, "succeeded")].map(([key, s]) => [key, s.statistics]));

/** What draws the page. */
export interface Drawing {
  /** The table of a view, and the line below it. Makes it known to the line's buttons. */
  view(state: State): Promise<{ html: string; taken: () => string }>;
  /** The medians behind the answers. */
  answers: Taken;
}

export function drawingOf(
  rows: RequestRow[],
  metrics: MetricInfo[],
  judged: Judgement[] = [],
  figures: ExactFigure[] = [],
): Drawing {
  const sample = sampleOf(rows);
  const boards = boardsOf(rows);
  const rowsOf = Map.groupBy(rows, (r) => r.board);
  return {
    answers: answersTaken(metrics, mediansOf(rows, metrics, figures), rows),
    async view(state) {
      const board = boards.find((b) => b.id === state.board)!;
      const metric = metrics.find((m) => m.name === state.metric)!;
      const population = state.population as Population;
      const filtered = filterWords(state).length > 0;
      const made = makeView(
        filterRows(rowsOf.get(board.id)!, metric.name, state),
        metric,
        population,
        {
          filtered,
          sample,
          // What DuckDB counted holds for all requests, not for those a filter leaves.
          exact: sample && !filtered
            ? exactOf(figures, board.id, metric.name, population)
            : undefined,
          judged: judgementOf(judged, board.id, metric.name, population),
        },
      );
      const sorted = { by: state.sort as StatisticName | "n", worstFirst: state.worst === "1" };
      if (state.sort !== "median" || state.worst) {
        made.systems = sortSystems(made.systems, metric, sorted.by, sorted.worstFirst);
      }
      const shown = { view: made, board, filters: state, out: leftOut(state.systems), sorted };
      return { html: await viewHtml(shown), taken: () => takeHtml(viewTakenOf(shown)) };
    },
  };
}
