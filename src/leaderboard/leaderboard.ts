/** The leaderboard's life in the browser: controls, filters and sorting recompute the view that is shown. */
import { sayAges } from "../clock/ages.js";
import { takeHtml } from "../components/figure.js";
import { sayGone } from "../components/state.js";
import { leftOut } from "../components/system_chips.js";
import { view } from "../components/view.js";
import type { MetricInfo, RequestRow } from "../rows/board.js";
import { boardsOf, populationsOf, viewClass } from "../rows/boards.js";
import { type Judgement, judgementOf } from "../rows/judgement.js";
import { type Population, type StatisticName, statisticNames } from "../rows/statistics.js";
import { chosenBoard } from "../words/board_id.js";
import { lateClass } from "./board_late.js";
import { answersTaken, type Medians } from "./board_take.js";
import { keyOf, makeView, sortSystems } from "./board_view.js";
import {
  filterRows,
  type Filters,
  filtersHtml,
  filterWords,
  hoursOf,
  noFilters,
} from "./leaderboard_filters.js";
import { type ExactFigure, exactOf, sampleOf } from "./leaderboard_sample.js";
import { boardsHtml, viewHtml, viewTakenOf } from "./leaderboard_views.js";

type State =
  & Filters
  & Record<"board" | "metric" | "population" | "systems" | "sort" | "worst", string>;

/** Medians of every board by Arquero, or DuckDB's over all requests where the rows are a sample of them. */
function mediansOf(rows: RequestRow[], metrics: MetricInfo[], figures: ExactFigure[]): Medians {
  return (board, name) => {
    if (figures.length) return figuresOf(figures, board, name);
    const own = rows.filter((r) => r.board === board);
    const { systems } = makeView(own, metrics.find((m) => m.name === name)!, "succeeded");
    return new Map(systems.map((s) => [keyOf(s), s.statistics]));
  };
}
const figuresOf = (figures: ExactFigure[], board: string, metric: string) =>
  new Map([...exactOf(figures, board, metric, "succeeded")].map(([key, s]) => [key, s.statistics]));

/** Brings the baked page to life: the table of the chosen view is computed here, by Arquero, from the requests. */
export async function enliven(
  root: HTMLElement,
  rows: RequestRow[],
  metrics: MetricInfo[],
  judged: Judgement[] = [],
  figures: ExactFigure[] = [],
): Promise<void> {
  sayAges(root);
  const sample = sampleOf(rows);
  const boards = boardsOf(rows);
  const rowsOf = Map.groupBy(rows, (r) => r.board);
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const answers = answersTaken(metrics, mediansOf(rows, metrics, figures), rows);
  const taken = find('[data-take="answers"]');
  if (taken) taken.outerHTML = takeHtml(answers);
  let offered = "";

  const page = await view<State>({
    root,
    defaults: () => ({
      board: boards[0].id,
      metric: metrics[0].name,
      population: "succeeded",
      ...noFilters,
      systems: "",
      sort: "median",
      worst: "",
    }),
    known(state) {
      const name = (b: typeof boards[number]) => `${b.label}, ${b.group.label}`;
      const { board, gone } = chosenBoard(boards, state.board, name);
      state.board = board.id;
      sayGone(root, gone);
      mend(state);
    },
    chosen(state, name) {
      if (name === "board") state.systems = "";
      mend(state);
    },
    async draw(state) {
      const board = boards.find((b) => b.id === state.board)!;
      const metric = metrics.find((m) => m.name === state.metric)!;
      const population = state.population as Population;
      const all = rowsOf.get(board.id)!;
      const filtered = filterWords(state).length > 0;
      const made = makeView(filterRows(all, metric.name, state), metric, population, {
        filtered,
        sample,
        // What DuckDB counted holds for all requests, not for those a filter leaves.
        exact: sample && !filtered
          ? exactOf(figures, board.id, metric.name, population)
          : undefined,
        judged: judgementOf(judged, board.id, metric.name, population),
      });
      const sorted = { by: state.sort as StatisticName | "n", worstFirst: state.worst === "1" };
      if (state.sort !== "median" || state.worst) {
        made.systems = sortSystems(made.systems, metric, sorted.by, sorted.worstFirst);
      }
      const shown = { view: made, board, filters: state, out: leftOut(state.systems), sorted };
      const html = await viewHtml(shown);
      return () => {
        const i = boards.indexOf(board);
        const place = find(`.${viewClass(i, metric.name, population)}`) ??
          find(`.${lateClass(i)}`)!;
        place.innerHTML = html;
        find(".taken")!.innerHTML = takeHtml(viewTakenOf(shown));
        const filters = filtersHtml(all);
        if (filters !== offered) find("#filters")!.innerHTML = offered = filters;
        // Filters that are used are in sight.
        root.querySelector<HTMLDetailsElement>(".more")!.open ||= filtered || state.systems !== "";
        for (const cell of root.querySelectorAll<HTMLElement>(".answers a")) {
          const current = cell.dataset.board === board.id && cell.dataset.metric === metric.name;
          if (current) cell.setAttribute("aria-current", "true");
          else cell.removeAttribute("aria-current");
        }
      };
    },
  });

  /** What the chosen board or the metrics do not have. */
  function mend(state: State): void {
    const board = boards.find((b) => b.id === state.board)!;
    if (!metrics.some((m) => m.name === state.metric)) state.metric = metrics[0].name;
    if (!(populationsOf(board) as string[]).includes(state.population)) {
      state.population = "succeeded";
    }
    if (![...statisticNames, "n"].includes(state.sort)) state.sort = "median";
    if (!hoursOf(rowsOf.get(board.id)!).map(String).includes(state.hour)) state.hour = "";
    for (const name of ["from", "to"] as const) {
      if (!/^\d{1,9}$/.test(state[name])) state[name] = "";
    }
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") (document.activeElement as HTMLElement | null)?.blur();
  });
  root.addEventListener("click", (event) => {
    const at = event.target as HTMLElement;
    const { board, metric } = at.closest<HTMLElement>(".answers a")?.dataset ?? {};
    const sort = at.closest<HTMLElement>("[data-sort]")?.dataset.sort;
    if (board && metric) {
      event.preventDefault();
      page.choose({ board, metric });
    } else if (sort) {
      const worst = page.state.sort === sort && !page.state.worst ? "1" : "";
      page.choose({ sort, worst });
    }
  });
}

/** Controls and empty views for rows that only a page has, then their life. */
export async function mountBoards(
  root: HTMLElement,
  rows: RequestRow[],
  metrics: MetricInfo[],
  judged: Judgement[] = [],
): Promise<void> {
  root.innerHTML = boardsHtml(rows, metrics, judged, mediansOf(rows, metrics, []));
  await enliven(root, rows, metrics, judged);
}
