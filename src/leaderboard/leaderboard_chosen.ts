/** Page `/` of the runs that its address names: everything on it that the build made of the newest runs, anew. */
import { judgedHere } from "../choice/judged.js";
import type { PickedRows } from "../choice/shown.js";
import type { MetricInfo, RequestRow } from "../rows/board.js";
import { boardsOf } from "../rows/boards.js";
import { mountBoards } from "./asked/boards.js";
import { againHtml, auditedHtml } from "./leaderboard_again.js";
import { kickerHtml, notesHtml } from "./leaderboard_notes.js";

/** Draws the boards in `root`, and what stands around them in the elements of these ids. */
export async function mountChosen(
  root: HTMLElement,
  picked: PickedRows,
  metrics: MetricInfo[],
): Promise<void> {
  const rows = picked.rows as unknown as RequestRow[];
  const boards = boardsOf(rows);
  const around = {
    kicker: kickerHtml(rows, boards),
    notes: notesHtml(rows, boards),
    again: againHtml(rows, boards),
    audited: auditedHtml(boards),
  };
  for (const [id, html] of Object.entries(around)) document.getElementById(id)!.innerHTML = html;
  await mountBoards(root, rows, metrics, judgedHere(picked, metrics));
}
