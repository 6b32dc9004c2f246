/** Boards of rows that only a page has: of the runs that its address names, or of a run made here. */
import type { MetricInfo, RequestRow } from "../../rows/board.js";
import { boardsOf } from "../../rows/boards.js";
import type { Judgement } from "../../rows/judgement.js";
import { enliven } from "../leaderboard.js";
import { offeredOf } from "../leaderboard_filters.js";
import { boardsHtml } from "../leaderboard_views.js";
import { drawingOf, mediansOf } from "./drawing.js";

/** Controls and empty views in `root`, then their life. */
export async function mountBoards(
  root: HTMLElement,
  rows: RequestRow[],
  metrics: MetricInfo[],
  judged: Judgement[] = [],
): Promise<void> {
  const boards = offeredOf(boardsOf(rows), rows);
  root.innerHTML = boardsHtml({
    rows,
    boards,
    metrics,
    judged,
    medians: mediansOf(rows, metrics, []),
  });
  const drawing = drawingOf(rows, metrics, judged);
  await enliven(root, boards, metrics, () => Promise.resolve(drawing));
}
