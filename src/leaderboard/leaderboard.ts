/**
 * The leaderboard's life in the browser: controls, filters and sorting recompute the view that is shown. What computes
 * it, and the requests, come when a reader asks for what the page does not have in itself.
 */
import { sayAges } from "../clock/ages.js";
import { takeHtml } from "../components/files.js";
import { sayGone } from "../components/state.js";
import { view } from "../components/view.js";
import type { MetricInfo } from "../rows/board.js";
import { populationsOf, viewClass } from "../rows/boards.js";
import { type Population, statisticNames } from "../rows/statistic_names.js";
import { chosenBoard } from "../words/board_id.js";
import type { Drawing } from "./asked/drawing.js";
import { lateClass } from "./board_late.js";
import {
  filtersHtml,
  filterWords,
  noFilters,
  type Offered,
  type State,
} from "./leaderboard_filters.js";

/** A button that saves a file of a table. */
const saves = (take: string, kind: string) => `[data-take="${take}"] [data-as="${kind}"]`;

/**
 * Brings the page to life: `load` gives what draws. `baked`: what an address without a choice shows stands in the
 * page, and nothing is loaded for it.
 */
export async function enliven(
  root: HTMLElement,
  boards: Offered[],
  metrics: MetricInfo[],
  load: () => Promise<Drawing>,
  { baked = false } = {},
): Promise<void> {
  sayAges(root);
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  let offered = boards[0].id;
  let loading: Promise<Drawing> | null = null;
  // A frame elsewhere shows a drawing that no page has in itself.
  let wanted = !baked || "embed" in document.documentElement.dataset;
  const defaults = (): State => ({
    board: boards[0].id,
    metric: metrics[0].name,
    population: "succeeded",
    ...noFilters,
    systems: "",
    sort: "median",
    worst: "",
  });

  /** What draws, from now on; null where it did not come, which the page then says. */
  async function drawing(): Promise<Drawing | null> {
    wanted = true;
    const first = loading === null;
    loading ??= load();
    root.setAttribute("aria-busy", "true");
    try {
      const drawn = await loading;
      const answers = find('[data-take="answers"]');
      if (first && answers) answers.outerHTML = takeHtml(drawn.answers);
      return drawn;
    } catch (error) {
      loading = null;
      console.error(error);
      const why = "The requests behind the tables did not come. A next choice asks for them again.";
      sayGone(root, why);
      return null;
    } finally {
      root.removeAttribute("aria-busy");
    }
  }

  const page = await view<State>({
    root,
    defaults,
    known(state) {
      const name = (b: Offered) => `${b.label}, ${b.group.label}`;
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
      const at = { ...defaults() };
      const asked = Object.entries(at).some(([key, value]) => state[key as keyof State] !== value);
      if (!wanted && !asked) return () => {};
      const board = boards.find((b) => b.id === state.board)!;
      const drawn = await (await drawing())?.view(state);
      if (!drawn) return () => {};
      return () => {
        const i = boards.indexOf(board);
        const place = find(`.${viewClass(i, state.metric, state.population as Population)}`) ??
          find(`.${lateClass(i)}`)!;
        place.innerHTML = drawn.html;
        find(".taken")!.innerHTML = drawn.taken();
        if (offered !== board.id) find("#filters")!.innerHTML = filtersHtml(board);
        offered = board.id;
        // Filters that are used are in sight.
        root.querySelector<HTMLDetailsElement>(".more")!.open ||= filterWords(state).length > 0 ||
          state.systems !== "";
        for (const cell of root.querySelectorAll<HTMLElement>(".answers a")) {
          const current = cell.dataset.board === board.id && cell.dataset.metric === state.metric;
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
    if (!board.hours.map(String).includes(state.hour)) state.hour = "";
    for (const name of ["from", "to"] as const) {
      if (!/^\d{1,9}$/.test(state[name])) state[name] = "";
    }
  }

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") (document.activeElement as HTMLElement | null)?.blur();
  });
  root.addEventListener("click", async (event) => {
    const at = event.target as HTMLElement;
    const { board, metric } = at.closest<HTMLElement>(".answers a")?.dataset ?? {};
    const sort = at.closest<HTMLElement>("[data-sort]")?.dataset.sort;
    const kind = at.closest<HTMLElement>(".take [data-as]")?.dataset.as;
    if (board && metric) {
      event.preventDefault();
      page.choose({ board, metric });
    } else if (sort) {
      const worst = page.state.sort === sort && !page.state.worst ? "1" : "";
      page.choose({ sort, worst });
    } else if (kind && !wanted) {
      // The files of a table are made of the requests.
      const { take } = at.closest<HTMLElement>(".take")!.dataset;
      wanted = true;
      await page.choose({}, false);
      find(saves(take!, kind))?.click();
    }
  });
}
