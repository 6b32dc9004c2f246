/** Which systems of /reliability stand in one table. */
import { boardsOf } from "../rows/boards.js";
import type { RequestRow } from "../rows/board.js";
import { type AttemptRow, type System, systemsOf } from "./reliability_data.js";

/** One table: a workload from one place, one model size. */
export interface Table {
  /** The board's id. */
  id: string;
  /** Tells it apart on the page. */
  title: string;
  /** Its model, as sentences have it. */
  label: string;
  /** Workload and days; the workload only where the title does not say it. */
  about: string;
  systems: System[];
}

/** Tables of the page, the largest workload first. */
export function tablesOf(rows: AttemptRow[]): Table[] {
  const own = Map.groupBy(rows, (r) => r.board);
  return boardsOf(rows as unknown as RequestRow[]).map((board) => ({
    id: board.id,
    title: board.title,
    label: board.label,
    about: [...board.title.includes(board.group.label) ? [] : [board.group.label], board.days]
      .filter(Boolean).join(" · "),
    systems: systemsOf(own.get(board.id)!),
  }));
}
