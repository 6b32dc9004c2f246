/** What an address of the outliers page says of its rows: which it draws, selects and flags. */
import { logDomain } from "../charts/log_axis.js";
import type { Note } from "../components/state.js";
import { leftOut } from "../components/system_chips.js";
import type { RequestRow } from "../rows/board.js";
import { boardsOf } from "../rows/boards.js";
import { flaggedOf, type Rule, rules } from "../rows/flag_tables.js";
import { type Choice, numberOf, type Row, rowKey } from "../rows/systems.js";
import { type System, systemKey, systemsOf } from "../rows/systems.js";
import { chosenBoard, groupOf } from "../words/board_id.js";
import { pageHref } from "../words/links.js";

/** `board` is how another page names the workload: by one board of it. */
const empty = [
  "workload",
  "board",
  "systems",
  "from",
  "to",
  "brushed",
  "without",
  "open",
  "all",
] as const;
export const defaults = {
  ...Object.fromEntries(empty.map((key) => [key, ""])),
  metric: "ttft_s",
  rule: "both",
} as Record<typeof empty[number] | "metric" | "rule", string>;
export type State = typeof defaults;

/** A workload and the place it was asked from. */
export interface Workload {
  id: string;
  label: string;
  rows: Row[];
}

/** Requests from one number to another, of one system or (key "") of every one. */
export interface Range {
  key: string;
  from: number;
  to: number;
}

/** Workloads of the rows, the largest first. */
export function workloadsOf(rows: Row[]): Workload[] {
  const own = Map.groupBy(rows, (r) => groupOf(String(r.board)));
  const groups = new Map(
    boardsOf(rows as unknown as RequestRow[]).map(({ group }) => [group.id, group.label]),
  );
  return [...groups].map(([id, label]) => ({ id, label, rows: own.get(id)! }));
}

/** Mends, in place, what an address names and is not here; what there is to say of it. */
export function mend(state: State, workloads: Workload[], choices: Choice[]): Note | null {
  const asked = state.board ? groupOf(state.board) : state.workload;
  const { board, gone } = chosenBoard(workloads, asked, (w) => w.label);
  state.board = "";
  state.workload = board.id;
  if (!choices.some((c) => c.name === state.metric)) state.metric = defaults.metric;
  if (!(state.rule in rules)) state.rule = defaults.rule;
  for (const end of ["from", "to"] as const) if (!Number(state[end])) state[end] = "";
  return gone ? { text: gone } : olderRun(state, board.rows);
}

/** The page has the newest run of each system: a link to a request of an older one leads to all of that run. */
function olderRun(state: State, rows: Row[]): Note | null {
  const open = state.open && !rows.some((r) => rowKey(r) === state.open);
  const brushed = state.brushed && !rows.some((r) => systemKey(r) === state.brushed);
  if (!open && !brushed) return null;
  // The id of a run is a word, and the first one of the name of a request or a system.
  const [run_id] = (open ? state.open : state.brushed).split(" ");
  const { from, to } = state;
  const href = pageHref("requests", { run_id, ...open ? { open: state.open } : { from, to } });
  if (open) state.open = "";
  if (brushed) state.brushed = state.from = state.to = "";
  return {
    text: `What this address names is of run ${run_id}, and this page has the newest run of each ` +
      "system alone. That run is at ",
    link: { href, text: "Requests" },
  };
}

/**
 * Lets all runs share one axis of request numbers where they are of like length: a run of 20 beside one of 10,000
 * would be a sliver. Says whether they do.
 */
export function alignRuns(systems: System[]): boolean {
  const lasts = systems.map((s) => s.last);
  const longest = lasts.reduce((a, b) => Math.max(a, b), 1);
  const alike = lasts.every((n) => 2 * n >= longest);
  if (alike) { for (const s of systems) s.last = longest; }
  return alike;
}

/** Everything that a state says about the rows of its workload. */
export function compute({ rows, label }: Workload, state: State, m: Choice) {
  const all = systemsOf(rows, m.name);
  const out = leftOut(state.systems);
  const systems = all.filter((s) => !out.has(s.name));
  const oneAxis = alignRuns(systems);
  const own = systems.flatMap((s) => s.rows);
  const values = systems.flatMap((s) => s.rows.filter((_, i) => s.flags[i]))
    .map((r) => r[m.name] as number);
  const last = systems.reduce((n, s) => Math.max(n, s.last), 1);
  const range: Range | null = state.from || state.to || state.brushed
    ? { key: state.brushed, from: Number(state.from || 1), to: Number(state.to || last) }
    : null;
  const inside = (r: Row) =>
    !range || (numberOf(r) >= range.from && numberOf(r) <= range.to &&
      (!range.key || range.key === systemKey(r)));
  const rule = state.rule as Rule;
  return {
    workload: label,
    m,
    rule,
    all,
    systems,
    own,
    oneAxis,
    values,
    domain: logDomain(values, Infinity),
    range,
    inside,
    selected: own.filter(inside),
    flagged: flaggedOf(systems, rule, inside),
  };
}
export type Computed = ReturnType<typeof compute>;
