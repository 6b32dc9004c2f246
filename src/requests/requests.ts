/** The table of exactly the requests that a link or a reader's filters name, and one request's whole row. */
import { mountDrawer } from "../components/drawer.js";
import { listenPager, pageOf as pageAsked, pagerHtml, pageWith } from "../components/pager.js";
import { type Note, readState, sayGone } from "../components/state.js";
import { type View, view } from "../components/view.js";
import { sampleRemarks } from "../rows/request_sql.js";
import { type Choice, type Row, rowKey } from "../rows/systems.js";
import { count } from "../words/format.js";
import { takenHtml } from "./requests_figure.js";
import { type OtherRows, othersHtml } from "./requests_phases.js";
import { formHtml, selectsHtml } from "./requests_filters.js";
import {
  defaults,
  filtersOf,
  requestsOf,
  sortedBy,
  type State,
  statisticAt,
} from "./requests_select.js";
import { sessionShown } from "./session_turns.js";
import { shown, tableOf, titleHtml } from "./requests_table.js";

const bodyHtml = (open: boolean) =>
  `<div class="said"></div>${
    formHtml(open)
  }<nav class="pager" aria-label="Pages, over the table"></nav>` +
  `<div class="scroll" tabindex="0" role="region" aria-label="Requests"></div>` +
  `<nav class="pager" aria-label="Pages"></nav><p class="cap end"></p><div class="taken"></div>` +
  `<aside class="drawer" aria-label="One request" hidden></aside>`;

/** Puts the table into `root`; `choices` are the catalogue's metrics, `better` and digits among them. */
export async function mountRequests(
  root: HTMLElement,
  rows: Row[],
  choices: Choice[] = [],
  note: Note | null = null,
  others: OtherRows[] = [],
): Promise<View<State>> {
  // On a phone the filters are folded until one is used.
  const used = filtersOf(rows, { ...readState(defaults), run_id: "" }).length > 0;
  root.innerHTML = bodyHtml(used || root.clientWidth > 720);
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  const remarks = sampleRemarks(rows);

  /** Everything that filters and sorting decide. */
  function select(state: State) {
    const m = choices.find((c) => c.name === state.metric) ?? null;
    const columns = [
      ...(m && !shown.includes(m.name) ? [m] : []),
      ...shown.map((name) => choices.find((c) => c.name === name)!).filter(Boolean),
    ];
    const found = requestsOf(rows, state);
    const order = sortedBy(found, state.sort);
    const at = statisticAt(found, state, m);
    const html = {
      ".said": titleHtml(found, rows, state, at, m),
      ".selects": selectsHtml(rows, state),
      ".end": `${count(order.length)} rows, ${
        state.sort ? "sorted" : "in the order of systems and requests"
      }. No. counts the requests of a run from 1.${
        othersHtml(others, state.run_id || String(rows[0]?.run_id ?? ""))
      }`,
      ".taken": takenHtml(order, rows, state, columns, remarks),
    };
    const marked = at?.rows ?? [];
    return { order, html, marked, table: tableOf(found, columns, state.sort, marked) };
  }
  let last: [of: string, selection: ReturnType<typeof select>] | undefined;
  function selected(state: State) {
    const of = JSON.stringify({ ...state, page: "", open: "" });
    if (last?.[0] !== of) last = [of, select(state)];
    return last[1];
  }
  const pageOf = (at: number, state: State) =>
    pageWith(Math.max(0, at), selected(state).order.length) || "1";
  /** The page on which the open row stands, or else the first marked one. */
  function pageOfRow(state: State): string {
    const { order, marked } = selected(state);
    const open = order.findIndex((r) => rowKey(r) === state.open);
    return pageOf(open < 0 ? order.findIndex((r) => marked.includes(r)) : open, state);
  }

  const drawer = mountDrawer(root, (change, step) => page.choose(change, step));
  listenPager(root, async (number) => {
    await page.choose({ page: number });
    root.scrollIntoView({ block: "start" });
  });
  root.addEventListener("click", async (event) => {
    const target = event.target as HTMLElement;
    const button = target.closest<HTMLElement>("[data-sort],[data-marked]");
    const { sort: key, marked } = button?.dataset ?? {};
    if (key) {
      await page.choose({ sort: page.state.sort === key ? `-${key}` : key });
      find(`[data-sort="${key}"]`).focus();
    } else if (marked) {
      const { order, marked: rows } = selected(page.state);
      await page.choose({ page: pageOf(order.indexOf(rows[Number(marked)]), page.state) });
      find("tr.at").scrollIntoView({ block: "center" });
    } else if (target.closest(".clear")) {
      const { data, run_id, phase } = page.state;
      await page.choose({ ...defaults, data, run_id, phase });
    }
  });

  const page: View<State> = await view<State>({
    root,
    defaults: (said) => "page" in said ? { ...defaults, page: pageOfRow(said as State) } : defaults,
    known(state) {
      if (!choices.some((c) => c.name === state.sort.replace("-", ""))) state.sort = "";
      for (const end of ["from", "to"] as const) if (!Number(state[end])) state[end] = "";
    },
    chosen(state, name) {
      const { order } = selected(state);
      if (name === "sort") state.page = "1";
      else if (name === "page") state.page = String(pageAsked(order.length, state.page).number);
      else if (state.open || name !== "open") state.page = pageOfRow(state);
    },
    draw(state) {
      const { order, html, table } = selected(state);
      const at = pageAsked(order.length, state.page);
      return () => {
        for (const [place, text] of Object.entries(html)) find(place).innerHTML = text;
        find(".scroll").innerHTML = table(order.slice(at.from, at.to));
        for (const pager of root.querySelectorAll<HTMLElement>(".pager")) {
          pager.innerHTML = pagerHtml(at, order.length);
          pager.hidden = at.pages === 1;
        }
        sayGone(root, note?.text ?? null, note?.link);
        const open = rows.find((r) => rowKey(r) === state.open) ?? null;
        drawer.show(open, order, "row", { whole: open && sessionShown(open, rows) });
      };
    },
  });
  return page;
}
