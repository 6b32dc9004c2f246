/** Which boards a set of rows holds, and which views each offers. */
import { type RequestRow, requestsIn } from "./board.js";
import { groupOf } from "../words/board_id.js";
import { day } from "../words/format.js";
import { apart, shortName } from "../words/names.js";
import type { Population } from "./statistics.js";

/** A board and what its controls call it: one workload from one place, one model size. */
export interface Board {
  id: string;
  /** Tells it apart within its group. */
  label: string;
  /** Tells it apart on its page. */
  title: string;
  workload: string;
  days: string;
  llmperf: boolean;
  /** Its answers came from a simulator. */
  simulated: boolean;
  /** The boards of its workload and place. */
  group: { id: string; label: string; days: string };
}

/** "19 Dec 2023 to 10 Jan 2024"; "" where no row has a day. */
function daysOf(rows: RequestRow[]): string {
  const days = rows.map((r) => r.run_day).filter((d): d is string => d !== null).sort();
  if (!days.length) return "";
  const [first, last] = [days[0], days[days.length - 1]];
  return first === last ? day(first) : `${day(first)} to ${day(last)}`;
}

/** A workload, where it was sent from, and whether to a simulator: what may stand in one table. */
export const placedWorkload = (row: Record<string, unknown>): string =>
  [
    row.workload,
    ...row.location ? [`from ${row.location}`] : [],
    ...row.simulated ? ["simulated"] : [],
  ]
    .join(" · ");

interface Own {
  id: string;
  rows: RequestRow[];
  size: string | null;
}
const sizeLabel = ({ size, rows }: Own): string =>
  size ? size.toUpperCase() : shortName(rows[0].model);
const fullLabel = ({ size, rows }: Own): string => size ? size.toUpperCase() : rows[0].model;
const titleOf = (b: Own) =>
  `${b.size && b.rows.every((r) => /llama-?v?2/i.test(r.model)) ? "Llama 2 " : ""}${sizeLabel(b)}${
    b.rows[0].simulated ? ", simulated" : ""
  }`;

/** The boards of the rows: real ones first, then the largest workload, then the largest model. */
export function boardsOf(rows: RequestRow[]): Board[] {
  const found = [...Map.groupBy(rows, (r) => r.board)].map(([id, own]): Own => ({
    id,
    rows: own,
    size: own[0].model_size as string | null,
  }));
  const groups = [...Map.groupBy(found, (b) => groupOf(b.id))].map(([id, own]) => ({
    id,
    own,
    rows: own.flatMap((b) => b.rows),
    label: placedWorkload(own[0].rows[0]),
    simulated: own[0].rows[0].simulated,
  })).sort((a, b) =>
    Number(a.simulated) - Number(b.simulated) ||
    requestsIn(b.rows) - requestsIn(a.rows) || a.label.localeCompare(b.label) ||
    (a.id < b.id ? -1 : 1)
  );
  const groupLabels = apart(groups, (g) => g.label, (g) => `${g.label} (${g.id})`);
  const boards = groups.flatMap((g, i) => {
    const labels = new Map(
      apart(g.own, sizeLabel, fullLabel, (b) => `${fullLabel(b)} (${b.id})`)
        .map((label, at) => [g.own[at], label]),
    );
    const group = { id: g.id, label: groupLabels[i], days: daysOf(g.rows) };
    return g.own.map((own) => ({ own, group, label: labels.get(own)! })).sort((a, b) =>
      parseFloat(b.own.size ?? "0") - parseFloat(a.own.size ?? "0") ||
      a.label.localeCompare(b.label)
    );
  });
  const titles = apart(
    boards,
    (b) => titleOf(b.own),
    (b) => `${titleOf(b.own)}, ${b.group.label}`,
    (b) => `${b.label}, ${b.group.label}`,
  );
  return boards.map(({ own, group, label }, i) => ({
    id: own.id,
    label,
    title: titles[i],
    workload: own.rows[0].workload as string,
    days: daysOf(own.rows),
    llmperf: own.rows.every((r) => r.imported_from === "llmperf"),
    simulated: own.rows[0].simulated,
    group,
  }));
}

/** Populations a board offers. */
export const populationsOf = (board: Board): Population[] =>
  board.llmperf ? ["succeeded", "all", "llmperf"] : ["succeeded", "all"];

/** Class of one view: no character that CSS minds. */
export const viewClass = (board: number, metric: string, population: string): string =>
  `v-${board}-${metric}-${population}`;
