/** Is B really faster than A: starts the page, and follows its controls. */
import { sayGone } from "../components/state.js";
import { view } from "../components/view.js";
import type { MetricInfo } from "../rows/board.js";
import type { Board } from "./compare_data.js";
import {
  chosenOf,
  compareDefaults,
  type CompareState,
  sameProviders,
  stateOf,
} from "./compare_state.js";
import { compareHtml } from "./compare_view.js";

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountCompare(
  root: HTMLElement,
  boards: Board[],
  metrics: MetricInfo[],
): Promise<void> {
  if (boards.length === 0) {
    const status = root.querySelector("[role=status]");
    if (status) status.textContent = "These runs have no two systems on one board.";
    root.dataset.ready = "0";
    return;
  }
  const known = (state: CompareState) => chosenOf(boards, metrics, state);
  await view<CompareState>({
    root,
    defaults: ({ board = "" }) => ({
      ...stateOf(known({ ...compareDefaults, board })),
      board: boards[0].id,
    }),
    known(state) {
      const chosen = known(state);
      Object.assign(state, stateOf(chosen));
      sayGone(root, chosen.gone ?? null);
    },
    chosen(state, name, was) {
      if (name === "board") Object.assign(state, sameProviders(boards, was, state.board));
      // Who is compared with itself takes the other's place.
      if (state.a === state.b) Object.assign(state, name === "a" ? { b: was.a } : { a: was.b });
      Object.assign(state, stateOf(known(state)));
    },
    async draw(state) {
      const html = await compareHtml(boards, metrics, state, root.clientWidth);
      return () => {
        root.innerHTML = html;
        root.classList.toggle("sim", known(state).board.simulated);
      };
    },
  });
}
