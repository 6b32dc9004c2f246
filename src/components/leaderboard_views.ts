/** Views of the leaderboard as HTML: heading, finding, table, caption; all of them baked for a reader without script. */
import { type MetricInfo, type RequestRow, type View } from "./board.js";
import { finding } from "./board_finding.js";
import { tableHtml } from "./board_table.js";
import { makeView } from "./board_view.js";
import { type Board, boardsOf, populationsOf, viewClass } from "./boards.js";
import { keyHtml } from "./board_key.js";
import { escapeHtml } from "./format.js";
import { controlsHtml, viewCss } from "./leaderboard_controls.js";
import { sampleHtml } from "./leaderboard_sample.js";
import type { Population, Statistics } from "./statistics.js";

/** One view: heading, finding, table and caption. */
export async function viewHtml(
  view: View,
  board: Board,
  sorted?: { by: string; worstFirst: boolean },
): Promise<string> {
  const title = `${board.title}: ${view.metric.label.toLowerCase()}`;
  const n = view.systems.reduce((sum, s) => sum + s.attempted, 0);
  const population = view.population === "all"
    ? "all attempts: a failure counts as infinite latency and zero throughput, and a quantile among failures prints “fails”"
    : view.population === "ancestor"
    ? "as LLMPerf counted in 2023"
    : "succeeded requests";
  return `<h2>${escapeHtml(title)}</h2><p class="find">${finding(view)}</p>${sampleHtml(view)}${
    keyHtml(view)
  }${await tableHtml(
    view,
    title,
    sorted,
  )}<p class="cap">${view.systems.length} ${view.systems.length === 1 ? "system" : "systems"}, ${
    n.toLocaleString("en-US")
  } attempts, ${board.days}; ${
    escapeHtml(board.workload)
  }. Population: ${population}. Statistics in ${
    view.metric.unit || "counts"
  }, quantiles of type 7. <span class="weak">Dotted grey</span>: n too small to bear it (P95 needs 72, P99 368), so nothing is ranked by it. Rows stand in order of the median; how sure that order is, this page does not say yet.</p>`;
}

/** Everything between the page's head and its caveats, as HTML; `given` holds DuckDB's statistics. */
export async function leaderboardHtml(
  rows: RequestRow[],
  metrics: MetricInfo[],
  given?: (board: string, metric: string, population: Population) => Map<string, Statistics>,
): Promise<string> {
  const boards = boardsOf(rows);
  const views: string[] = [];
  for (const [i, board] of boards.entries()) {
    const own = rows.filter((r) => r.board === board.id);
    for (const m of metrics) {
      for (const p of populationsOf(board)) {
        const view = makeView(own, m, p, false, given?.(board.id, m.name, p));
        views.push(
          `<div class="view ${viewClass(i, m.name, p)}">${await viewHtml(view, board)}</div>`,
        );
      }
    }
  }
  return viewCss(boards, metrics) + controlsHtml(boards, metrics) +
    `<div id="filters"></div><div id="views">${views.join("")}</div>`;
}
