/** Page /sessions: the controls around the drawings and the table of one workload. */
import { choiceOf, isChosen } from "../choice/choice.js";
import { controlsHtml, selectHtml } from "../components/controls.js";
import { emptyHtml } from "../components/empty.js";
import { sayGone } from "../components/state.js";
import { leftOut, pickHtml } from "../components/system_chips.js";
import { view } from "../components/view.js";
import { count } from "../words/format.js";
import { type Board, boardsOf, type SessionsData } from "./sessions_data.js";
import { drawnHtml } from "./sessions_drawn.js";
import { findingHtml } from "./sessions_words.js";

type State = Record<"workload" | "systems", string>;

const noneHtml = emptyHtml(
  "No valid run in this store has sessions: every request stands for itself. This makes one:",
  "deno task bench quickstart --sessions live --turns 5 --max-num-completed-requests 20",
);

async function partsOf(data: SessionsData, board: Board, state: State, width: number) {
  const out = leftOut(state.systems);
  const chosen = board.systems.filter((s) => !out.has(s.name));
  return {
    find: chosen.length ? findingHtml({ ...board, systems: chosen }) : "No system is chosen.",
    chips: pickHtml(board.systems, out),
    drawn: await drawnHtml({ data, board, chosen, width }),
  };
}

/** Width that a drawing is baked for, in pixels. */
const bakedWidth = 960;

/** Everything inside the page's root before a reader chose anything. */
export async function sessionsHtml(data: SessionsData): Promise<string> {
  const boards = boardsOf(data);
  if (!boards.length) return noneHtml;
  const [board] = boards;
  const state = { workload: board.id, systems: "" };
  const { find, chips, drawn } = await partsOf(data, board, state, bakedWidth);
  return `<p class="find">${find}</p>${
    controlsHtml(
      selectHtml("Workload", "workload", boards.map((b) => [b.id, b.name]), board.id),
      `<div class="systems">${chips}</div>`,
    )
  }<div class="drawn">${drawn}</div>`;
}

/** How much the page rests on. */
export const kickerText = ({ sessions }: SessionsData): string => {
  const n = sessions.reduce((sum, row) => sum + row.sessions, 0);
  const systems = new Set(sessions.map((r) => JSON.stringify([r.provider, r.model]))).size;
  return sessions.length
    ? `${count(n)} ${n === 1 ? "conversation" : "conversations"} of several turns with ${
      count(systems)
    } ${systems === 1 ? "system" : "systems"}`
    : "Conversations of several turns";
};

/** Brings the page in `root`, which holds `sessionsHtml`, to life. */
export async function mountSessions(root: HTMLElement, data: SessionsData): Promise<void> {
  const boards = boardsOf(data);
  if (!boards.length) {
    root.dataset.ready = "0";
    return;
  }
  const unfollowed = isChosen(choiceOf(location.search))
    ? "This page does not follow the run or span of time in its address."
    : null;
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  const boardOf = (state: State) => boards.find((b) => b.id === state.workload);
  await view<State>({
    root,
    defaults: () => ({ workload: boards[0].id, systems: "" }),
    known(state) {
      const gone = boardOf(state)
        ? null
        : `The workload that the address names is not here; this is ${boards[0].name}.`;
      if (gone) state.workload = boards[0].id;
      sayGone(root, [unfollowed, gone].filter(Boolean).join(" ") || null);
    },
    chosen(state, name) {
      if (name === "workload") state.systems = "";
    },
    async draw(state) {
      const parts = await partsOf(data, boardOf(state)!, state, root.clientWidth);
      return () => {
        find(".find").innerHTML = parts.find;
        find(".systems").innerHTML = parts.chips;
        find(".drawn").innerHTML = parts.drawn;
      };
    },
  });
}
