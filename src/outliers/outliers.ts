/** Which requests are odd: panels in run order, a brush, the table with and without, one request's row. */
import { mountDrawer } from "../components/drawer.js";
import { noRunHtml } from "../components/empty.js";
import { sayGone } from "../components/state.js";
import { leftOut } from "../components/system_chips.js";
import { type View, view } from "../components/view.js";
import { sampleRemarks } from "../rows/request_sql.js";
import { type Choice, kickerOf, type Row, rowKey, systemKey, systemName } from "../rows/systems.js";
import { day } from "../words/format.js";
import { listen } from "./outliers_brush.js";
import { controlsHtml } from "./outliers_controls.js";
import { contextOf } from "./outliers_drawer.js";
import { type Drawn, mark, panelsHtml } from "./outliers_panels.js";
import { partsOf } from "./outliers_parts.js";
import {
  compute,
  type Computed,
  defaults,
  mend,
  type State,
  workloadsOf,
} from "./outliers_select.js";

const unselected = { from: "", to: "", brushed: "" };
const body = `<p class="cap pick"></p><div class="key"></div><div class="panels"></div>` +
  `<div class="panelcap"></div><h2>What do they change?</h2><div class="stats"></div>` +
  `<div class="statcap"></div><h2 class="oddhead"></h2><div class="odd"></div>` +
  `<div class="oddcap"></div><aside class="drawer" aria-label="One request" hidden></aside>`;

/** Puts the page into `root`; `choices` comes from the catalogue, `kicker` is the line above the heading. */
export async function mountOutliers(
  root: HTMLElement,
  rows: Row[],
  choices: Choice[],
  kicker?: HTMLElement | null,
): Promise<View<State> | void> {
  const workloads = workloadsOf(rows);
  if (workloads.length === 0) {
    root.innerHTML = noRunHtml;
    root.dataset.ready = "0";
    return;
  }
  root.innerHTML = `<p class="find"></p>${controlsHtml(workloads, choices)}${body}`;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  const panels = find(".panels");
  const remarks = sampleRemarks(rows);
  let shown: { of: string; c: Computed; drawn: Drawn; open: Row | null } | undefined;

  const choose = (change: Partial<State>, step?: boolean) => page.choose(change, step);
  const drawer = mountDrawer(root, choose);
  root.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-all],[data-clear]");
    if (button) choose("clear" in button.dataset ? unselected : { all: "1" });
  });
  listen(root, () => shown && { ...shown.c, size: shown.drawn.size }, {
    range(key, from, to, done) {
      if (done) choose({ brushed: key, from: String(from), to: String(to) });
      else mark(panels, shown!.c, shown!.drawn.size, { key, from, to }, shown!.open);
    },
    tap: (row) => choose({ open: rowKey(row) }),
  });

  const page = await view<State>({
    root,
    defaults: () => ({ ...defaults, workload: workloads[0].id }),
    known(state) {
      const note = mend(state, workloads, choices);
      sayGone(root, note?.text ?? null, note?.link);
    },
    chosen(state, name) {
      if (name === "workload") Object.assign(state, { ...unselected, open: "", systems: "" });
      const brushed = rows.find((r) => systemKey(r) === state.brushed);
      const out = leftOut(state.systems);
      if (brushed && out.has(systemName(brushed))) {
        Object.assign(state, unselected);
      }
    },
    async draw(state) {
      const workload = workloads.find((w) => w.id === state.workload)!;
      const c = compute(workload, state, choices.find((m) => m.name === state.metric)!);
      // What is flagged or selected does not change the panels.
      const of = [state.workload, state.metric, state.systems, panels.clientWidth].join("\n");
      const drawn = shown?.of === of ? shown.drawn : await panelsHtml(c, panels.clientWidth);
      const parts = partsOf(state, c, drawn, choices, remarks);
      return () => {
        if (drawn !== shown?.drawn) {
          panels.innerHTML = drawn.html;
          panels.style.setProperty("--n", String(drawn.columns));
          panels.style.setProperty("--w", `${drawn.size.width}px`);
        }
        for (const [part, html] of Object.entries(parts)) find(`.${part}`).innerHTML = html;
        // What an address selects is in sight; what a finger does moves no panel below it.
        if (!shown && (c.range || state.without)) find("#narrower").setAttribute("open", "");
        const open = c.own.find((r) => rowKey(r) === state.open) ?? null;
        shown = { of, c, drawn, open };
        mark(panels, c, drawn.size, c.range, open);
        drawer.show(open, c.flagged.map((f) => f.row), "flagged", open ? contextOf(open, c) : {});
        if (kicker) kicker.textContent = `${kickerOf(workload.rows, day, rows)} · ${c.workload}`;
      };
    },
  });
  return page;
}
