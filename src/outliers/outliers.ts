/** Which requests are odd: panels in run order, a brush, the table with and without, one request's row. */
import { mountDrawer } from "../components/drawer.js";
import { noRunHtml } from "../components/empty.js";
import { count, day, escapeHtml } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { listen } from "./outliers_brush.js";
import { controlsHtml, fill, marks, type Rule } from "./outliers_controls.js";
import { mark, panelsHtml } from "./outliers_panels.js";
import { beginning, workloadsOf } from "./outliers_state.js";
import * as sys from "../rows/systems.js";
import type { Choice, Row } from "../rows/systems.js";
import { findingHtml, flaggedHtml, statisticsHtml } from "./outliers_tables.js";
import { compute, contextOf, type View } from "./outliers_view.js";
import * as words from "./outliers_words.js";
import { onWidth } from "../components/resize.js";
import { sayGone, writeState } from "../components/state.js";

const shownFirst = 20;
const body =
  `<p class="cap">Drag across a panel to select its requests, or type a range; tap a request to see its row.</p><div class="key"></div><div class="panels"></div><p class="cap panelcap"></p><h2>What do they change?</h2><div class="stats"></div><p class="cap statcap"></p><h2 class="oddhead"></h2><div class="odd"></div><p class="cap oddcap"></p><aside class="drawer" aria-label="One request" hidden></aside>`;

/** Puts the page into `root`; `choices` comes from the catalogue, `kicker` is the line above the heading. */
export function mountOutliers(
  root: HTMLElement,
  rows: Row[],
  choices: Choice[],
  kicker?: HTMLElement | null,
): void {
  const workloads = workloadsOf(rows);
  if (workloads.length === 0) {
    root.innerHTML = noRunHtml;
    root.dataset.ready = "0";
    return;
  }
  const { base, state } = beginning(root, workloads, choices);
  root.innerHTML = `<p class="find"></p>${controlsHtml(workloads, choices)}${body}`;
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
  const workload = () => workloads.find((w) => w.id === state.workload)!;
  const computed = () =>
    compute(workload().rows, state, choices.find((c) => c.name === state.metric)!);
  const opened = () => view.own.find((r) => sys.rowKey(r) === state.open) ?? null;
  let turn = 0, arriving = true; // a link to a request puts the focus there, a later drawing leaves it
  let view: View = { ...computed(), size: { width: 160, height: 122 } };

  const drawer = mountDrawer(find(".drawer"), {
    close: () => open(null, false),
    home: () => find("tr.opened a.open"),
    step: (by) => {
      const at = view.flagged.findIndex((f) => sys.rowKey(f.row) === state.open);
      const next = view.flagged[at < 0 ? 0 : at + by];
      if (next) open(next.row, true);
    },
  });
  function open(row: Row | null, focus: boolean) {
    state.open = row ? sys.rowKey(row) : "";
    writeState(state, base);
    drawer.show(row, row ? contextOf(row, view) : undefined, focus);
    mark(find(".panels"), view, view.range, row);
    for (const link of root.querySelectorAll<HTMLElement>("[data-open]")) {
      link.closest("tr")!.classList.toggle("opened", link.dataset.open === state.open);
    }
  }

  function write() {
    const { own, m, systems, values, range, selected, flagged } = view;
    const rule = state.rule as Rule;
    fill(find<HTMLFormElement>("form"), state, systems);
    find(".find").innerHTML = values.length
      ? findingHtml(selected, flagged, rule, m)
      : `<b>No request here has a value of this metric.</b> ${
        escapeHtml(m.label)
      } was not observed in these runs.`;
    find(".key").innerHTML = `<span class="kt">${
      escapeHtml(words.titleOf(m))
    }, log scale</span><span>${marks.plain}request</span><span>${marks.one}flagged by one rule</span><span>${marks.both}by both</span><span>${marks.median}median of the run</span><span>${marks.failed}failed, no value</span><span>${marks.open}open</span>`;
    find(".panelcap").textContent = words.panelCaption(
      own,
      systems.length,
      workload().label,
      values.length,
    );
    const out = state.without ? new Set(range ? selected : flagged.map((f) => f.row)) : null;
    find(".these").textContent = words.theseWords(range && selected.length, flagged.length);
    find(".stats").innerHTML = statisticsHtml(systems, m, out);
    find(".statcap").textContent = words.statisticsCaption(m, out && out.size, range !== null);
    find(".oddhead").textContent = words.flaggedHeading(rule, range !== null);
    const some = state.all ? flagged : flagged.slice(0, shownFirst);
    find(".odd").innerHTML = some.length
      ? flaggedHtml(some, m, state.open)
      : `<p class="empty">No request ${range ? "of the selection " : ""}is flagged.</p>`;
    find(".oddcap").innerHTML = `${
      some.length
        ? `${count(some.length)} of ${
          count(flagged.length)
        }, by the ratio to the run’s median, high or low.`
        : ""
    }${
      some.length < flagged.length
        ? ` <button type="button" class="link" data-all>Show all ${count(flagged.length)}</button>`
        : ""
    }${range ? ` <a href="${escapeHtml(selectionLink())}">All requests of the selection</a>` : ""}`;
  }
  function selectionLink(): string {
    const { range, systems } = view;
    const row = systems.find((s) => s.key === range!.key)?.rows[0];
    return pageHref("requests", {
      run_id: row?.run_id as string,
      provider: row?.provider as string,
      model: row?.model as string,
      from: range!.from,
      to: range!.to,
    });
  }

  /** The drawings too, or only what a rule, a range or leaving out changes. */
  async function draw(drawings: boolean) {
    const mine = ++turn;
    const next = computed();
    if (drawings) {
      const panels = find(".panels");
      const drawn = await panelsHtml(
        next.systems,
        next.m,
        next.domain,
        panels.clientWidth,
        next.oneAxis,
      );
      if (mine !== turn) return;
      view = { ...next, size: drawn.size };
      panels.innerHTML = drawn.html;
      panels.style.setProperty("--n", String(drawn.columns));
      panels.style.setProperty("--w", `${drawn.size.width}px`);
    } else view = { ...next, size: view.size };
    write();
    open(opened(), arriving);
    arriving = false;
    if (kicker) {
      const { label } = workloads.find((w) => w.id === state.workload)!;
      kicker.textContent = `${sys.kickerOf(view.own, day, rows)} · ${label}`;
    }
    root.dataset.ready = String(mine);
  }

  let stale = false; // a metric or workload is being drawn, so a later change must draw it too
  const redraw = async (drawings: boolean) => {
    stale ||= drawings;
    await draw(stale);
    if (root.dataset.ready === String(turn)) stale = false;
  };
  find("form").addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const name = input.name as keyof typeof state;
    if (!(name in state) || (name === "metric" && input.value === "")) return;
    sayGone(root, null);
    state[name] = input.type === "checkbox" ? (input.checked ? "1" : "") : input.value;
    if (name === "workload") {
      state.brushed =
        state.from =
        state.to =
        state.open =
          "";
    }
    redraw(name === "workload" || name === "metric");
  });
  root.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLElement>(
      "[data-open],[data-all],.clear",
    );
    if (!link) return;
    event.preventDefault();
    if (link.dataset.open) {
      return open(view.own.find((r) => sys.rowKey(r) === link.dataset.open) ?? null, true);
    }
    if (link.classList.contains("clear")) state.from = state.to = state.brushed = "";
    else state.all = "1";
    redraw(false);
  });
  listen(root, () => view, {
    range(key, from, to, done) {
      if (!done) return mark(find(".panels"), view, { key, from, to }, opened());
      Object.assign(state, { brushed: key, from: String(from), to: String(to) });
      redraw(false);
    },
    tap: (row) => open(row, true),
  });
  onWidth(root, () => redraw(true));
  redraw(true);
}
