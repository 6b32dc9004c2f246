/** Which boards a set of rows holds, and which views each offers. */
import type { RequestRow } from "./board.js";
import { day } from "./format.js";
import { shortName } from "./names.js";
import type { Population } from "./statistics.js";

/** A board and what its controls call it. */
export interface Board {
  id: string;
  label: string;
  title: string;
  workload: string;
  days: string;
  ancestor: boolean;
}

/** The boards of the rows, the largest workload first, the largest model first. */
export function boardsOf(rows: RequestRow[]): Board[] {
  const byId = new Map<string, RequestRow[]>();
  for (const row of rows) {
    if (!byId.has(row.board)) byId.set(row.board, []);
    byId.get(row.board)!.push(row);
  }
  const boards = [...byId].map(([id, own]) => {
    const size = own[0].model_size as string | null;
    const days = own.map((r) => r.run_day).filter((d): d is string => d !== null).sort();
    const label = size ? size.toUpperCase() : shortName(own[0].model);
    return {
      board: {
        id,
        label,
        title: size
          ? `${own.every((r) => /llama-?v?2/i.test(r.model)) ? "Llama 2 " : ""}${label}`
          : label,
        workload: own[0].workload as string,
        days: days.length
          ? (days[0] === days[days.length - 1]
            ? day(days[0])
            : `${day(days[0])} to ${day(days[days.length - 1])}`)
          : "",
        ancestor: own.every((r) => r.imported_from === "llmperf"),
      },
      workloadSize: rows.filter((r) => r.board.split("|")[0] === id.split("|")[0]).length,
      size: size ? parseFloat(size) : 0,
    };
  });
  boards.sort((a, b) =>
    b.workloadSize - a.workloadSize || a.board.workload.localeCompare(b.board.workload) ||
    b.size - a.size || a.board.label.localeCompare(b.board.label)
  );
  return boards.map((b) => b.board);
}

/** Populations a board offers. */
export const populationsOf = (board: Board): Population[] =>
  board.ancestor ? ["succeeded", "all", "ancestor"] : ["succeeded", "all"];

/** Class of one view: no character that CSS minds. */
export const viewClass = (board: number, metric: string, population: string): string =>
  `v-${board}-${metric}-${population}`;
