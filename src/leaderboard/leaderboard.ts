/** The leaderboard's life in the browser: controls, filters and sorting recompute the view that is shown. */
import type { MetricInfo, RequestRow, View } from "../rows/board.js";
import { download, downloadsHtml } from "./board_downloads.js";
import { keyOf, makeView, sortSystems } from "./board_view.js";
import { chosenBoard } from "../words/board_id.js";
import { type Board, boardsOf, populationsOf, viewClass } from "../rows/boards.js";
import { type Judgement, judgementOf } from "../rows/judgement.js";
import { matrixHtml, type Medians } from "./leaderboard_matrix.js";
import { controlsHtml, viewCss } from "./leaderboard_controls.js";
import { filterRows, filtersHtml } from "./leaderboard_filters.js";
import { type ExactFigure, exactOf, sampleOf } from "./leaderboard_sample.js";
import { titleOf, viewHtml } from "./leaderboard_views.js";
import { readState, sayGone, writeState } from "../components/state.js";
import type { Population, StatisticName } from "../rows/statistics.js";

const defaults = {
  board: "",
  metric: "",
  population: "succeeded",
  from: "",
  to: "",
  hour: "",
  outliers: "",
  length: "",
  sort: "median",
  worst: "",
};

/** Brings the baked page to life: the table of the chosen view is computed here, by Arquero, from the requests. */
export function enliven(
  root: HTMLElement,
  rows: RequestRow[],
  metrics: MetricInfo[],
  judged: Judgement[] = [],
  figures: ExactFigure[] = [],
): void {
  const sample = sampleOf(rows);
  const boards = boardsOf(rows);
  const form = root.querySelector<HTMLFormElement>("#controls")!;
  const filters = root.querySelector<HTMLElement>("#filters")!;
  const base = { ...defaults, board: boards[0].id, metric: metrics[0].name };
  const state = readState(base);
  const { board: named, gone } = chosenBoard(
    boards,
    state.board,
    (b) => `${b.label}, ${b.group.label}`,
  );
  state.board = named.id;
  sayGone(root, gone);
  let offered = "";
  /** The filters of a board: an hour can be chosen where its requests have one. */
  const offerFilters = ({ id }: Board) => {
    if (offered === id) return;
    offered = id;
    const own = rows.filter((r) => r.board === id);
    if (!own.some((r) => String(r.utc_hour) === state.hour)) state.hour = "";
    filters.innerHTML = filtersHtml(own, state, root.clientWidth > 720);
  };
  const check = () => {
    for (const name of ["board", "metric", "population"] as const) {
      const input = form.querySelector<HTMLInputElement>(
        `input[name=${name}][value="${CSS.escape(state[name])}"]`,
      );
      if (input) input.checked = true;
    }
  };
  check();
  let turn = 0;
  let shown: { view: View; title: string } | null = null;
  const update = async () => {
    const mine = ++turn;
    if (mine > 1) sayGone(root, null);
    const board = boards.find((b) => b.id === state.board)!;
    offerFilters(board);
    const m = metrics.find((x) => x.name === state.metric) ?? metrics[0];
    if (!populationsOf(board).includes(state.population as Population)) {
      state.population = "succeeded";
      check();
    }
    const population = state.population as Population;
    const target = root.querySelector<HTMLElement>(
      `.${viewClass(boards.indexOf(board), m.name, population)}`,
    );
    if (!target) return;
    const { rows: own, filtered } = filterRows(
      rows.filter((r) => r.board === board.id),
      m.name,
      state,
    );
    // What DuckDB counted holds for all requests, not for those a filter leaves.
    const exact = sample && !filtered ? exactOf(figures, board.id, m.name, population) : undefined;
    const view = makeView(own, m, population, {
      filtered,
      sample,
      exact,
      judged: judgementOf(judged, board.id, m.name, population),
    });
    if (state.sort !== "median" || state.worst) {
      view.systems = sortSystems(view.systems, m, state.sort as StatisticName, state.worst === "1");
    }
    const html = await viewHtml(view, board, { by: state.sort, worstFirst: state.worst === "1" });
    if (mine !== turn) return;
    target.innerHTML = html;
    shown = { view, title: titleOf(view, board) };
    for (const cell of root.querySelectorAll<HTMLElement>(".answers a")) {
      const chosen = cell.dataset.board === board.id &&
        cell.dataset.metric === m.name;
      if (chosen) cell.setAttribute("aria-current", "true");
      else cell.removeAttribute("aria-current");
    }
    root.dataset.ready = String(mine);
    writeState(state, base);
  };
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement | HTMLSelectElement;
    if (!(input.name in state)) return;
    state[input.name as keyof typeof state] = input.type === "checkbox"
      ? ((input as HTMLInputElement).checked ? "1" : "")
      : input.value;
    update();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") (document.activeElement as HTMLElement | null)?.blur();
  });
  root.addEventListener("click", (event) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>(".answers a");
    if (cell) {
      event.preventDefault();
      state.board = cell.dataset.board!;
      state.metric = cell.dataset.metric!;
      check();
      update();
      return;
    }
    const kind = (event.target as HTMLElement).closest<HTMLElement>("button[data-download]")
      ?.dataset
      .download;
    if (kind && shown) download(kind, shown.view, shown.title, state, root);
    const button = (event.target as HTMLElement).closest<HTMLElement>("button[data-sort]");
    if (!button) return;
    state.worst = state.sort === button.dataset.sort && !state.worst ? "1" : "";
    state.sort = button.dataset.sort!;
    update();
  });
  update();
}

/** Controls and empty views for rows that only a page has, then their life. */
export function mountBoards(
  root: HTMLElement,
  rows: RequestRow[],
  metrics: MetricInfo[],
  judged: Judgement[] = [],
): void {
  const boards = boardsOf(rows);
  const medians: Medians = (board, metric) => {
    const m = metrics.find((x) => x.name === metric)!;
    const own = rows.filter((r) => r.board === board);
    return new Map(
      makeView(own, m, "succeeded").systems.map((s) => [keyOf(s), s.statistics]),
    );
  };
  const views = boards.flatMap((b, i) =>
    metrics.flatMap((m) =>
      populationsOf(b).map((p) => `<div class="view ${viewClass(i, m.name, p)}"></div>`)
    )
  );
  root.innerHTML = viewCss(boards, metrics) + matrixHtml(boards, metrics, judged, medians) +
    controlsHtml(boards, metrics) +
    `<div id="filters"></div><div id="views">${views.join("")}</div>${downloadsHtml}`;
  enliven(root, rows, metrics, judged);
}
