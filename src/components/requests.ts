/** The table of exactly the requests that a link names, and one request's whole row. */
import { mountDrawer } from "./drawer.js";
import { count, escapeHtml } from "./format.js";
import { type Choice, type Row, rowKey } from "./outliers_systems.js";
import { defaults, requestsOf, statisticAt } from "./requests_select.js";
import { factsHtml, lineHtml, shown, statisticHtml } from "./requests_table.js";
import { readState, writeState } from "./state.js";

/** Rows put into the table at once: the rest follows, so that a page of 20,000 answers at once. */
const batch = 1000;

/** Puts the table into `root`; `choices` are the catalogue's metrics, `better` and digits among them. */
export function mountRequests(root: HTMLElement, rows: Row[], choices: Choice[] = []): void {
  const state = readState(defaults);
  const found = requestsOf(rows, state);
  const m = choices.find((c) => c.name === state.metric) ?? null;
  const at = statisticAt(found, state, m);
  const marked = new Set(at?.rows ?? []);
  const columns = [
    ...(m && !shown.includes(m.name) ? [m] : []),
    ...shown.map((name) => choices.find((c) => c.name === name)!).filter(Boolean),
  ];
  const all = Number(rows[0]?.sampled_from ?? rows.length);
  root.innerHTML = `<p class="find"><b>${count(found.length)} ${
    found.length === 1 ? "request" : "requests"
  }</b>${factsHtml(state)}.${statisticHtml(at, m)}${
    found.some((r) => r.simulated) ? ' <span class="badge sim">simulated</span>' : ""
  }</p>${
    all > rows.length
      ? `<p class="cap">From a seeded sample of ${count(rows.length)} of ${
        count(all)
      } requests.</p>`
      : ""
  }${
    found.length === 0
      ? `<p class="empty">No request of this ${
        state.data === "real" ? "store" : `data (${escapeHtml(state.data)})`
      } is named by the link. The run may have been replaced by a later one.</p>`
      : ""
  }<div class="scroll" tabindex="0" role="region" aria-label="Requests"><table class="plain"><thead></thead><tbody></tbody></table></div><p class="cap end"></p><aside class="drawer" aria-label="One request" hidden></aside>`;
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  const save = () => writeState(state, defaults);
  const sorted = () => {
    if (!state.sort) return found;
    const key = state.sort.replace("-", ""), sign = state.sort.startsWith("-") ? -1 : 1;
    // What was not observed comes last, whichever way.
    const missing = (r: Row) => r[key] === null || r[key] === undefined;
    return [...found].sort((a, b) =>
      Number(missing(a)) - Number(missing(b)) ||
      (missing(a) ? 0 : sign * ((a[key] as number) - (b[key] as number)))
    );
  };
  let order = found, turn = 0;
  const draw = () => {
    const mine = ++turn;
    order = sorted();
    const head = (m: Choice) => {
      const way = state.sort === m.name
        ? "ascending"
        : state.sort === `-${m.name}`
        ? "descending"
        : "";
      return `<th class="n"${
        way ? ` aria-sort="${way}"` : ""
      }><button type="button" data-sort="${m.name}">${
        escapeHtml(m.label)
      }${(m.unit ? `, ${m.unit}` : "")}${
        way === "ascending" ? " ↑" : way ? " ↓" : ""
      }</button></th>`;
    };
    find("thead").innerHTML = `<tr><th>System</th><th class="n">No.</th><th>Status</th>${
      columns.map(head).join("")
    }</tr>`;
    const body = find("tbody");
    body.innerHTML = "";
    const more = (from: number) => {
      if (mine !== turn) return;
      body.insertAdjacentHTML(
        "beforeend",
        order.slice(from, from + batch).map((r) => lineHtml(r, columns, marked.has(r))).join(""),
      );
      const done = Math.min(order.length, from + batch);
      find(".end").textContent = done < order.length
        ? `${count(done)} of ${count(order.length)} …`
        : `${count(order.length)} rows, ${
          state.sort ? "sorted" : "in the order of the file"
        }. No. counts the requests of a run from 1.`;
      if (done < order.length) setTimeout(() => more(done));
    };
    more(0);
  };
  const drawer = mountDrawer(find(".drawer"), {
    close: () => open(null, false),
    step: (by) => {
      const next = order[order.findIndex((r) => rowKey(r) === state.open) + by];
      if (next) open(next, true);
    },
  });
  const open = (row: Row | null, focus: boolean) => {
    state.open = row ? rowKey(row) : "";
    save();
    const i = row ? order.indexOf(row) : -1;
    drawer.show(row, { step: { name: "row", previous: i > 0, next: i < order.length - 1 } }, focus);
  };
  root.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const button = target.closest<HTMLElement>("[data-sort]");
    const link = target.closest<HTMLElement>("a.open");
    if (button) {
      const key = button.dataset.sort!;
      state.sort = state.sort === key ? `-${key}` : key;
      save();
      draw();
      find<HTMLElement>(`[data-sort="${key}"]`).focus();
    } else if (link) {
      event.preventDefault();
      const key = link.closest<HTMLElement>("tr")!.dataset.key;
      open(found.find((r) => rowKey(r) === key) ?? null, true);
    }
  });
  draw();
  const linked = found.find((r) => rowKey(r) === state.open);
  if (linked) open(linked, false);
  root.dataset.ready = "1";
}
