/** Page `/runs` with a script: search, choice and order of all runs. */
import type { ListedRun } from "@/benchmarks/queries/tables/runs.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { takeHtml } from "../components/figure.js";
import { listenPager, pageOf, pagerHtml } from "../components/pager.js";
import { region } from "../components/table.js";
import { type View, view } from "../components/view.js";
import { count } from "../words/format.js";
import { type HeadOf, runsHtml, sorts } from "./run_list.js";
import { storedOf } from "./run_list_view.js";
import {
  knownSort,
  listDefaults,
  listed,
  listFilters,
  listSql,
  type ListState,
} from "./run_list_select.js";

/** A heading that sorts, and back. */
const headOf = (sort: string): HeadOf => (key) => {
  const sorted = sort === key ? "ascending" : sort === `-${key}` ? "descending" : "";
  const arrow = sorted && (sorted === "ascending" ? " ↑" : " ↓");
  return {
    html: `<button type="button" data-sort="${key}">${sorts[key]}${arrow}</button>`,
    sorted,
  };
};

/** What of the runs is shown, as a sentence; "" of all of them. */
const chosenText = (shown: number, all: number, state: ListState): string => {
  const filters = listFilters(state).map((f) => f.words).join(", ");
  return filters ? `${count(shown)} of ${count(all)} runs: ${filters}.` : "";
};

/** Brings the page that stands in `root` to life. */
export async function mountRuns(
  root: HTMLElement,
  { table, rows }: Answer<ListedRun>,
): Promise<View<ListState> | void> {
  if (!rows.length) return void (root.dataset.ready = "0");
  const columns = Object.keys(rows[0]);
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;

  listenPager(root, async (page) => {
    await list.choose({ page });
    root.scrollIntoView({ block: "start" });
  });
  root.addEventListener("click", async (event) => {
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-sort]")?.dataset.sort;
    if (!key) return;
    // Numbers and times from the greatest, names from the first; again, the other way.
    const first = /^(config_name|workload)$/.test(key) ? key : `-${key}`;
    const other = first === key ? `-${key}` : key;
    await list.choose({ sort: list.state.sort === first ? other : first });
    find(`[data-sort="${key}"]`).focus();
  });

  const list = await view<ListState>({
    root,
    defaults: () => listDefaults,
    known: knownSort,
    chosen(state, name) {
      if (name !== "page") state.page = "";
    },
    draw(state) {
      const shown = listed(rows, state);
      const at = pageOf(shown.length, state.page);
      const html = shown.length
        ? region(
          table.title,
          runsHtml(shown.slice(at.from, at.to), storedOf(rows), headOf(state.sort)),
        )
        : `<p class="empty">No run here is so.</p>`;
      const said = chosenText(shown.length, rows.length, state);
      const taken = takeHtml({
        id: table.name,
        title: table.title,
        caption: said || `All ${count(rows.length)} runs.`,
        data: () => ({ columns, rows: shown as unknown as Record<string, unknown>[] }),
        sql: listSql(table.sql, state),
      });
      return () => {
        find(".chosen").textContent = said;
        find(".drawn").innerHTML = html + taken;
        for (const pager of root.querySelectorAll<HTMLElement>(".pager")) {
          pager.innerHTML = pagerHtml(at, shown.length);
          pager.hidden = at.pages === 1;
        }
      };
    },
  });
  return list;
}
