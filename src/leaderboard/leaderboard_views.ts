/** Views of the leaderboard as HTML: heading, finding, table, caption; all of them baked for a reader without script. */
import { type MetricInfo, type RequestRow, type View } from "../rows/board.js";
import { downloadsHtml } from "./board_downloads.js";
import { finding } from "./board_finding.js";
import { reachText, turnsText } from "./board_reach.js";
import { tableHtml } from "./board_table.js";
import { makeView } from "./board_view.js";
import { type Board, boardsOf, populationsOf, viewClass } from "../rows/boards.js";
import { keyHtml } from "./board_key.js";
import { noRunHtml } from "../components/empty.js";
import { filesHtml } from "../components/files.js";
import { escapeHtml } from "../words/format.js";
import { type Judgement, judgementOf } from "../rows/judgement.js";
import { matrixHtml, type Medians } from "./leaderboard_matrix.js";
import { controlsHtml, viewCss } from "./leaderboard_controls.js";
import { type ExactFigure, exactOf, sampleHtml, sampleOf } from "./leaderboard_sample.js";
import { pageHref } from "../words/links.js";
import type { Population, Statistics } from "../rows/statistics.js";

export const titleOf = (view: View, board: Board): string =>
  `${board.title}: ${view.metric.label.toLowerCase()}`;

/** One view: heading, finding, table and caption. */
export async function viewHtml(
  view: View,
  board: Board,
  sorted?: { by: string; worstFirst: boolean },
): Promise<string> {
  const title = titleOf(view, board);
  const n = view.systems.reduce((sum, s) => sum + s.attempted, 0);
  const population = view.population === "all"
    ? "all attempts: a failure counts as infinite latency and zero throughput, and a quantile among failures prints “fails”"
    : view.population === "llmperf"
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
  } attempts${board.days ? `, ${board.days}` : ""}; ${
    escapeHtml(board.group.label)
  }. Population: ${population}. Statistics in ${
    view.metric.unit || "counts"
  }, quantiles of type 7. <span class="weak">Dotted grey</span>: too few requests to say how sure it is. ${
    doubtHtml(view)
  } Requests of this board: ${filesHtml(`boards/${board.id}`, !view.sample)}.</p>`;
}

/** How far ranks and intervals reach. */
function doubtHtml(view: View): string {
  if (view.exploratory) {
    return "Under a filter rows stand in the order of the median, and nothing says how sure it is.";
  }
  if (!view.judged) return "Rows stand in the order of the median.";
  const standings = view.judged.standings;
  const reach = reachText(standings);
  const ranks = standings.some((s) => s.rank)
    ? "A tier holds systems that cannot be told apart from its first; under a rank stand the ranks it can have, all of them at once at 95%."
    : "";
  return [ranks, reach, turnsText(standings, view.judged.interleaved)].filter(Boolean).join(" ");
}

/**
 * Everything between the page's head and its caveats, as HTML; `given` holds DuckDB's statistics, `judged` what the
 * build judged. Where `rows` are a sample, `figures` stand beside its own.
 */
export async function leaderboardHtml(
  rows: RequestRow[],
  metrics: MetricInfo[],
  given?: (board: string, metric: string, population: Population) => Map<string, Statistics>,
  judged: Judgement[] = [],
  figures: ExactFigure[] = [],
): Promise<string> {
  const sample = sampleOf(rows);
  const boards = boardsOf(rows);
  if (!boards.length) return noRunHtml;
  const views: string[] = [];
  for (const [i, board] of boards.entries()) {
    const own = rows.filter((r) => r.board === board.id);
    for (const m of metrics) {
      for (const p of populationsOf(board)) {
        const view = makeView(own, m, p, {
          given: sample ? undefined : given?.(board.id, m.name, p),
          sample,
          exact: sample ? exactOf(figures, board.id, m.name, p) : undefined,
          judged: judgementOf(judged, board.id, m.name, p),
        });
        views.push(
          `<div class="view ${viewClass(i, m.name, p)}">${await viewHtml(view, board)}</div>`,
        );
      }
    }
  }
  const medians: Medians = (board, metric) => given?.(board, metric, "succeeded") ?? new Map();
  return viewCss(boards, metrics) + matrixHtml(boards, metrics, judged, medians) +
    controlsHtml(boards, metrics) +
    `<div id="filters"></div><div id="views">${views.join("")}</div>${downloadsHtml}`;
}

/** What no ranking shows: a run, or one target of a run whose others are shown. */
export interface LeftOut {
  run_id: string;
  target: string | null;
  invalid: string;
}

/** Runs, and targets of runs, that are kept and left out, each with its reason. */
export function invalidHtml(runs: LeftOut[]): string {
  if (!runs.length) return "";
  const shown = runs.slice(0, 5).map((r) =>
    `${r.target === null ? "" : `${escapeHtml(r.target)} of `}<a href="${pageHref("data")}"><code>${
      escapeHtml(r.run_id)
    }</code></a> (${escapeHtml(r.invalid)})`
  );
  const targets = runs.filter((r) => r.target !== null).length;
  const counts = [[runs.length - targets, "run"], [targets, "target"]] as const;
  const named = counts.flatMap(([n, what]) =>
    n ? [`${n} invalid ${what}${n === 1 ? "" : "s"}`] : []
  );
  return `<p class="cap invalid"><b>${named.join(" and ")} ${
    runs.length === 1 ? "is" : "are"
  } kept and left out of every ranking:</b> ${shown.join(", ")}${
    runs.length > 5 ? ` and ${runs.length - 5} more` : ""
  }.</p>`;
}
