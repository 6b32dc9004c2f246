/** The table of exactly the requests that a link or a reader's filters name, and one request's whole row. */
import { mountDrawer } from "../components/drawer.js";
import { count } from "../words/format.js";
import { type Choice, type Row, rowKey } from "../rows/systems.js";
import { listenPager, pageOf, pagerHtml, pageWith } from "../components/pager.js";
import { fillFilters, filtersHtml, listenFilters } from "./requests_filters.js";
import { defaults, requestsOf, sortedBy, statisticAt } from "./requests_select.js";
import { decimalsOf, headHtml, lineHtml, shown, titleHtml } from "./requests_table.js";
import type { Note } from "./requests_source.js";
import { readState, sayGone, writeState } from "../components/state.js";

const bodyHtml = (open: boolean) =>
  `<div class="said"></div>${
    filtersHtml(open)
  }<nav class="pager" aria-label="Pages, over the table"></nav><div class="scroll" tabindex="0" role="region" aria-label="Requests"><table class="plain"><thead></thead><tbody></tbody></table></div><nav class="pager" aria-label="Pages"></nav><p class="cap end"></p><aside class="drawer" aria-label="One request" hidden></aside>`;

/** Puts the table into `root`; `choices` are the catalogue's metrics, `better` and digits among them. */
export function mountRequests(
  root: HTMLElement,
  rows: Row[],
  choices: Choice[] = [],
  note: Note | null = null,
  others = 0,
): void {
  sayGone(root, note?.text ?? null, note?.link);
  const state = readState(defaults);
  const m = choices.find((c) => c.name === state.metric) ?? null;
  const columns = [
    ...(m && !shown.includes(m.name) ? [m] : []),
    ...shown.map((name) => choices.find((c) => c.name === name)!).filter(Boolean),
  ];
  const filtered = ["provider", "model", "status", "error_class", "q"] as const;
  root.innerHTML = bodyHtml(root.clientWidth > 720 || filtered.some((name) => state[name]));
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  const form = find<HTMLFormElement>("form");
  const save = () => writeState(state, defaults);
  let found: Row[] = [], order: Row[] = [], marked = new Set<Row>(), drawings = 0;
  let decimals: number[] = [];

  /** The rows of the state's page. */
  function draw() {
    const page = pageOf(order.length, state.page);
    find("tbody").innerHTML = order.slice(page.from, page.to)
      .map((r) => lineHtml(r, columns, marked.has(r), decimals)).join("");
    for (const pager of root.querySelectorAll<HTMLElement>(".pager")) {
      pager.innerHTML = pagerHtml(page, order.length);
      pager.hidden = page.pages === 1;
    }
    save();
    root.dataset.ready = String(++drawings);
  }
  function sort() {
    order = sortedBy(found, state.sort);
    find("thead").innerHTML = headHtml(columns, state.sort);
    find(".end").textContent = `${count(order.length)} rows, ${
      state.sort ? "sorted" : "in the order of systems and requests"
    }. No. counts the requests of a run from 1.${
      others ? ` ${count(others)} more, of warm-up and probes, are in the run’s files alone.` : ""
    }`;
  }
  /** Everything that the filters decide. */
  function filter() {
    found = requestsOf(rows, state);
    const at = statisticAt(found, state, m);
    marked = new Set(at?.rows ?? []);
    decimals = decimalsOf(found, columns);
    find(".said").innerHTML = titleHtml(found, rows, state, at, m);
    fillFilters(form, rows, state);
    sort();
  }
  /** The page with a row in it, where the address names no page. */
  const turnTo = (row: Row | undefined) => {
    if (row) state.page = pageWith(order.indexOf(row), order.length);
  };
  const go = (page: string) => {
    state.page = pageOf(order.length, page).number === 1 ? "" : page;
    draw();
    root.scrollIntoView({ block: "start" });
  };

  const drawer = mountDrawer(find(".drawer"), {
    close: () => open(null, false),
    home: () => find("tr.opened a.open"),
    step: (by) => {
      const next = order[order.findIndex((r) => rowKey(r) === state.open) + by];
      if (!next) return;
      const page = state.page;
      turnTo(next);
      if (page !== state.page) draw();
      open(next, true);
    },
  });
  const open = (row: Row | null, focus: boolean) => {
    state.open = row ? rowKey(row) : "";
    save();
    const i = row ? order.indexOf(row) : -1;
    for (const line of root.querySelectorAll<HTMLElement>("tbody tr")) {
      line.classList.toggle("opened", line.dataset.key === state.open);
    }
    drawer.show(row, { step: { name: "row", previous: i > 0, next: i < order.length - 1 } }, focus);
  };
  listenPager(root, go);
  listenFilters(form, (name, value) => {
    Object.assign(state, { [name]: value, page: "" });
    filter();
    draw();
  }, () => {
    Object.assign(state, { ...defaults, data: state.data, run_id: state.run_id });
    filter();
    draw();
  });
  root.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const key = target.closest<HTMLElement>("[data-sort]")?.dataset.sort;
    const link = target.closest<HTMLElement>("a.open");
    const to = target.closest<HTMLElement>("[data-marked]");
    if (key) {
      Object.assign(state, { sort: state.sort === key ? `-${key}` : key, page: "" });
      sort();
      draw();
      find(`[data-sort="${key}"]`).focus();
    } else if (link) {
      event.preventDefault();
      const row = link.closest<HTMLElement>("tr")!.dataset.key;
      open(found.find((r) => rowKey(r) === row) ?? null, true);
    } else if (to) {
      turnTo([...marked][Number(to.dataset.marked)]);
      draw();
      find("tr.at").scrollIntoView({ block: "center" });
    }
  });

  filter();
  const linked = found.find((r) => rowKey(r) === state.open);
  if (!state.page) {
    turnTo(linked ?? [...marked].sort((a, b) => order.indexOf(a) - order.indexOf(b))[0]);
  }
  draw();
  if (linked) open(linked, true);
}
