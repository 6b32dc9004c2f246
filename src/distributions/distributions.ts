/** What the median hides: the controls of the page, around the drawings of chosen systems and any metric. */
import type { WeakOf } from "@/benchmarks/queries/support.ts";
import { controlsHtml, selectHtml } from "../components/controls.js";
import { noRunHtml } from "../components/empty.js";
import { sayGone } from "../components/state.js";
import { leftOut, pickHtml } from "../components/system_chips.js";
import { titleOf } from "../components/metric_fields.js";
import { type View, view } from "../components/view.js";
import type { RequestRow } from "../rows/board.js";
import { boardsOf } from "../rows/boards.js";
import { type Choice, kickerOf, type Row, systemsOf } from "../rows/systems.js";
import { chosenBoard } from "../words/board_id.js";
import { day } from "../words/format.js";
import { describe, findingHtml } from "./distributions_table.js";
import { drawingsHtml } from "./drawings.js";

type State = Record<"board" | "metric" | "systems", string>;

/**
 * Puts the page into `root`; `choices` comes from the catalogue, `weak` gives what the judging says of a metric,
 * `kicker` is the line above the heading.
 */
export async function mountDistributions(
  root: HTMLElement,
  rows: Row[],
  choices: Choice[],
  weak: (metric: Choice) => WeakOf,
  kicker?: HTMLElement | null,
): Promise<View<State> | void> {
  const rowsOf = Map.groupBy(rows, (r) => String(r.board));
  const boards = boardsOf(rows as unknown as RequestRow[])
    .map(({ id, group, label }) => ({ id, name: `${label} · ${group.label}` }));
  if (boards.length === 0) {
    root.innerHTML = noRunHtml;
    root.dataset.ready = "0";
    return;
  }
  root.innerHTML = `<p class="find"></p>${
    controlsHtml(
      selectHtml("Workload and model", "board", boards.map((b) => [b.id, b.name])),
      selectHtml(
        "Metric",
        "metric",
        choices.map((c) => [c.name, titleOf(c)]),
      ),
      `<div class="systems"></div>`,
    )
  }<div class="drawn"></div>`;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;

  return await view<State>({
    root,
    defaults: () => ({ board: boards[0].id, metric: "ttft_s", systems: "" }),
    known(state) {
      const { board, gone } = chosenBoard(boards, state.board, (b) => b.name);
      state.board = board.id;
      if (!choices.some((c) => c.name === state.metric)) state.metric = choices[0].name;
      sayGone(root, gone);
    },
    chosen(state, name) {
      if (name === "board") state.systems = "";
    },
    async draw(state) {
      const metric = choices.find((c) => c.name === state.metric)!;
      const own = rowsOf.get(state.board)!;
      const all = systemsOf(own, metric.name);
      const out = leftOut(state.systems);
      const found = weak(metric);
      const described = all.filter((s) => !out.has(s.name)).map((s) => describe(s, metric, found));
      const board = boards.find((b) => b.id === state.board)!;
      const drawn = await drawingsHtml(described, metric, board.name, all.length, root.clientWidth);
      return () => {
        find(".find").innerHTML = described.length
          ? findingHtml(described, metric)
          : "<b>No system is chosen.</b>";
        find(".systems").innerHTML = pickHtml(all, out);
        find(".drawn").innerHTML = drawn;
        if (kicker) kicker.textContent = kickerOf(own, day, rows);
      };
    },
  });
}
