/** What the outliers page begins with: the workloads of its rows, and what the address says of them. */
import type { RequestRow } from "../rows/board.js";
import { chosenBoard, groupOf } from "../words/board_id.js";
import { boardsOf } from "../rows/boards.js";
import { pageHref } from "../words/links.js";
import { defaults, rules, type State } from "./outliers_controls.js";
import { type Choice, type Row, rowKey, systemKey } from "../rows/systems.js";
import { readState, sayGone } from "../components/state.js";

/** A workload and the place it was asked from. */
export interface Workload {
  id: string;
  label: string;
  rows: Row[];
}

/** Workloads of the rows, the largest first. */
export function workloadsOf(rows: Row[]): Workload[] {
  const own = Map.groupBy(rows, (r) => groupOf(String(r.board)));
  const groups = new Map(
    boardsOf(rows as unknown as RequestRow[]).map(({ group }) => [group.id, group.label]),
  );
  return [...groups].map(([id, label]) => ({ id, label, rows: own.get(id)! }));
}

/** The state of the address over the page's own; what it names and is not here is said over `root`. */
export function beginning(
  root: HTMLElement,
  workloads: Workload[],
  choices: Choice[],
): { base: State; state: State } {
  const base = { ...defaults, workload: workloads[0].id };
  const state = readState(base);
  // An address of another page names one board of a workload.
  const { board } = readState({ board: "" });
  const asked = board ? groupOf(board) : state.workload;
  const chosen = chosenBoard(workloads, asked, (w) => w.label);
  state.workload = chosen.board.id;
  if (!choices.some((c) => c.name === state.metric)) state.metric = base.metric;
  if (!(state.rule in rules)) state.rule = base.rule;
  sayGone(root, chosen.gone);
  if (!chosen.gone) sayOlder(root, state, chosen.board.rows);
  return { base, state };
}

/** The page has the newest run of each system: a link to a request of an older one leads to all of that run. */
function sayOlder(root: HTMLElement, state: State, rows: Row[]): void {
  const open = state.open && !rows.some((r) => rowKey(r) === state.open);
  const brushed = state.brushed && !rows.some((r) => systemKey(r) === state.brushed);
  if (!open && !brushed) return;
  // The id of a run is a word, and the first one of the name of a request or a system.
  const [run_id] = (open ? state.open : state.brushed).split(" ");
  const href = open
    ? pageHref("requests", { run_id, open: state.open })
    : pageHref("requests", { run_id, from: state.from, to: state.to });
  sayGone(
    root,
    `What this address names is of run ${run_id}, and this page has the newest run of each system alone. That run is at `,
    { href, text: "Requests" },
  );
  if (open) state.open = "";
  if (brushed) state.brushed = state.from = state.to = "";
}
