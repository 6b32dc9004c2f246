/** What speed costs: the controls of the page, around the frontier and the table of one board. */
import { choiceOf, isChosen } from "../choice/choice.js";
import { sayAges } from "../clock/ages.js";
import { controlsHtml, selectHtml } from "../components/controls.js";
import { noRunHtml } from "../components/empty.js";
import { sayGone } from "../components/state.js";
import { leftOut, pickHtml } from "../components/system_chips.js";
import { view } from "../components/view.js";
import { chosenBoard } from "../words/board_id.js";
import { escapeHtml } from "../words/format.js";
import { type Board, type CostData, steps, usualLimits } from "./cost_data.js";
import { drawnHtml } from "./cost_drawn.js";
import { findingHtml } from "./cost_words.js";
import { pointsOf } from "./frontier.js";
import type { Limits } from "./cost_sql.js";

export type State = Record<"board" | "metric" | "systems" | keyof Limits, string>;

/** A run of one's own first; else the first board with a cost. */
const first = (boards: Board[]): Board =>
  boards.find((b) => b.own && !b.simulated) ??
    boards.find((b) => b.systems.some((s) => s.row.mean_usd !== null)) ?? boards[0];

const defaults = ({ boards, metrics }: CostData): State => ({
  board: first(boards).id,
  metric: metrics[0].name,
  systems: "",
  ttft_s: String(usualLimits.ttft_s),
  decode_tokens_per_s: String(usualLimits.decode_tokens_per_s),
});

const limitsOf = (state: State): Limits => ({
  ttft_s: Number(state.ttft_s),
  decode_tokens_per_s: Number(state.decode_tokens_per_s),
});

/** Puts a limit of an address on the nearest step of its list. */
function known(state: State): void {
  for (const name of Object.keys(steps) as (keyof Limits)[]) {
    const value = Number(state[name]);
    const wanted = value > 0 && Number.isFinite(value) ? value : usualLimits[name];
    const off = (step: number) => Math.abs(Math.log(step / wanted));
    state[name] = String(steps[name].reduce((a, b) => off(b) < off(a) ? b : a));
  }
}

function formHtml({ boards, metrics }: CostData, state: State): string {
  const limit = (legend: string, name: keyof Limits, unit: string) =>
    selectHtml(
      legend,
      name,
      steps[name].map((step) => [String(step), `${step} ${unit}`]),
      state[name],
    );
  return controlsHtml(
    selectHtml("Workload and model", "board", boards.map((b) => [b.id, b.name]), state.board),
    selectHtml("Speed", "metric", metrics.map((m) => [m.name, m.label]), state.metric),
    limit("TTFT at most", "ttft_s", "s"),
    limit("Decode rate at least", "decode_tokens_per_s", "tokens/s"),
    `<div class="systems"></div>`,
  );
}

async function partsOf(data: CostData, state: State, width: number) {
  const board = data.boards.find((b) => b.id === state.board)!;
  const metric = data.metrics.find((m) => m.name === state.metric)!;
  const out = leftOut(state.systems);
  const chosen = board.systems.filter((s) => !out.has(s.name));
  return {
    find: findingHtml(pointsOf(chosen, metric), chosen, metric),
    chips: pickHtml(board.systems, out),
    drawn: await drawnHtml({
      board,
      chosen,
      metric,
      metrics: data.metrics,
      limits: limitsOf(state),
      width,
    }),
  };
}

const faultsHtml = ({ faults }: CostData): string =>
  faults.length
    ? `<div class="warn"><p><b>Left out of the prices:</b></p><ul>${
      faults.map((fault) => `<li>${escapeHtml(fault)}</li>`).join("")
    }</ul></div>`
    : "";

/** Width that a drawing is baked for, in pixels. */
const bakedWidth = 960;

/** Everything inside the page's root before a reader chose anything. */
export async function costHtml(data: CostData): Promise<string> {
  if (!data.boards.length) return noRunHtml;
  const state = defaults(data);
  const { find, chips, drawn } = await partsOf(data, state, bakedWidth);
  return `<p class="find">${find}</p>${faultsHtml(data)}${
    formHtml(data, state).replace('<div class="systems">', `<div class="systems">${chips}`)
  }<div class="drawn">${drawn}</div>`;
}

/** Brings the page in `root`, which holds `costHtml`, to life. */
export async function mountCost(root: HTMLElement, data: CostData): Promise<void> {
  if (!data.boards.length) {
    root.dataset.ready = "0";
    return;
  }
  sayAges(root);
  const unfollowed = isChosen(choiceOf(location.search))
    ? "This page does not follow the run or span of time in its address."
    : null;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  await view<State>({
    root,
    defaults: () => defaults(data),
    known(state) {
      const wanted = state.board;
      const { board, gone } = chosenBoard(data.boards, wanted, (b) => b.name);
      state.board = board.id;
      if (!data.metrics.some((m) => m.name === state.metric)) state.metric = data.metrics[0].name;
      known(state);
      sayGone(root, [unfollowed, gone].filter(Boolean).join(" ") || null);
    },
    chosen(state, name) {
      if (name === "board") state.systems = "";
    },
    async draw(state) {
      const parts = await partsOf(data, state, root.clientWidth);
      return () => {
        find(".find").innerHTML = parts.find;
        find(".systems").innerHTML = parts.chips;
        find(".drawn").innerHTML = parts.drawn;
      };
    },
  });
}
