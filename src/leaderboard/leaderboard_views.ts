/** Views of the leaderboard as HTML: heading, finding, table, caption; all baked for a reader without script. */
import { shareDrawings } from "../charts/compact.js";
import { noRunHtml } from "../components/empty.js";
import { filesHtml, takeHtml, type Taken } from "../components/files.js";
import { type MetricInfo, type RequestRow, type View } from "../rows/board.js";
import { type Board, boardsOf, populationsOf, viewClass } from "../rows/boards.js";
import { type Judgement, judgementOf } from "../rows/judgement.js";
import type { Population, Statistics } from "../rows/statistics.js";
import { count, escapeHtml } from "../words/format.js";
import { external, runHref } from "../words/links.js";
import { finding } from "./board_finding.js";
import { keyHtml } from "./board_key.js";
import { isLate, lateClass, lateHtml } from "./board_late.js";
import { reachText, turnsText } from "./board_reach.js";
import { tableHtml } from "./board_table.js";
import { answersTaken, type Medians, viewTaken } from "./board_take.js";
import { makeView } from "./board_view.js";
import { controlsHtml, viewCss } from "./leaderboard_controls.js";
import {
  type Filters,
  filterWords,
  noFilters,
  type Offered,
  offeredOf,
  systemName,
} from "./leaderboard_filters.js";
import { matrixHtml } from "./leaderboard_matrix.js";
import { type ExactFigure, exactOf, sampleHtml, sampleOf } from "./leaderboard_sample.js";

/** A view as a reader chose it. `view` has every system of the board; `out` names those that are not shown. */
export interface Shown {
  view: View;
  board: Board;
  filters?: Filters;
  out?: Set<string>;
  sorted?: { by: string; worstFirst: boolean };
}

export const titleOf = (view: View, board: Board): string =>
  `${board.title}: ${view.metric.label.toLowerCase()}`;

const populations: Record<Population, string> = {
  succeeded: "succeeded requests",
  all: "all attempts: a failure counts as infinite latency and zero throughput, and a quantile " +
    "among failures prints “fails”",
  llmperf: "as LLMPerf counted in 2023",
};

const without = ({ view, out }: Shown): View =>
  out?.size ? { ...view, systems: view.systems.filter((s) => !out.has(systemName(s))) } : view;

/** What a table is of, with the filters in force: as text, for the page and for files. */
function captionOf(shown: Shown): string {
  const { view, board, filters = noFilters } = shown;
  const { systems } = without(shown);
  const all = view.systems.length;
  const some = systems.length < all;
  const n = systems.reduce((sum, s) => sum + s.attempted, 0);
  return [
    `${some ? `${systems.length} of ` : ""}${all} ${all === 1 ? "system" : "systems"}, ${
      count(n)
    } ${n === 1 ? "attempt" : "attempts"}${
      board.days ? `, ${board.days}` : ""
    }; ${board.group.label}.`,
    ...(some && view.judged ? [`Ranks and tiers are among all ${all}.`] : []),
    ...(filterWords(filters).length ? [`Filters: ${filterWords(filters).join("; ")}.`] : []),
    `Population: ${populations[view.population]}.`,
    `Statistics in ${view.metric.unit || "counts"}, quantiles of type 7.`,
  ].join(" ");
}

/** What a reader takes away of a view. */
export function viewTakenOf(shown: Shown): Taken {
  const { view, board, filters = noFilters } = shown;
  const title = `${titleOf(view, board)}; ${populations[view.population].split(":")[0]}`;
  return viewTaken(without(shown), title, captionOf(shown), filters);
}

/** One view: heading, finding, table and caption. */
export async function viewHtml(shown: Shown): Promise<string> {
  const { board, sorted } = shown;
  const view = without(shown);
  const title = titleOf(view, board);
  const found = view.systems.length || !shown.view.systems.length
    ? finding(shown.view)
    : "<b>No system is chosen.</b>";
  return `<h2>${escapeHtml(title)}</h2><p class="find">${found}</p>${sampleHtml(view)}${
    keyHtml(view)
  }${await tableHtml(view, title, sorted)}<p class="cap">${
    escapeHtml(captionOf(shown))
  } <span class="weak">Dotted grey</span>: too few requests to say how sure it is. ${
    doubtHtml(view)
  }${requestsHtml(view, board)}</p>`;
}

/** Where the requests of a table are: in its board's files, or with the run that an address chose. */
function requestsHtml({ systems, sample }: View, board: Board): string {
  const [{ chosen, run_id } = { chosen: undefined, run_id: "" }] = systems;
  if (chosen?.runs) return "";
  // A run's page knows whether it has files.
  const page = runHref(run_id);
  if (chosen) return page ? ` <a ${external} href="${page}">The run and its requests</a>.` : "";
  return ` Requests of this board: ${filesHtml(`boards/${board.id}`, !sample)}.`;
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
    ? "A tier holds systems that cannot be told apart from its first; under a rank stand the ranks " +
      "it can have, all of them at once at 95%."
    : "";
  return [ranks, reach, turnsText(standings, view.judged.interleaved)].filter(Boolean).join(" ");
}

/** What the page between its head and its caveats is made of. */
interface Boards {
  rows: RequestRow[];
  boards: Offered[];
  metrics: MetricInfo[];
  judged: Judgement[];
  medians: Medians;
  /** By their class; empty until the script fills them. */
  views?: Map<string, string>;
  /** Boards that have one place each. */
  late?: Set<string>;
  /** The line below the view that is shown first. */
  taken?: string;
}

/** Answers, controls and a place for each view. */
export function boardsHtml(
  { rows, boards, metrics, judged, medians, views, late = new Set(), taken = "" }: Boards,
): string {
  const classes = boards.flatMap((b, i) =>
    late.has(b.id)
      ? [lateClass(i)]
      : metrics.flatMap((m) => populationsOf(b).map((p) => viewClass(i, m.name, p)))
  );
  // A system's requests are drawn alike in most populations.
  const { parts, shared } = shareDrawings(classes.map((name) => views?.get(name) ?? ""), "drawn");
  const places = classes.map((name, i) => `<div class="view ${name}">${parts[i]}</div>`);
  return viewCss(boards, metrics, late) + matrixHtml(boards, metrics, judged, medians) +
    (judged.length ? takeHtml(answersTaken(metrics, medians, rows)) : "") +
    controlsHtml(boards, metrics) +
    `${shared}<div id="views">${
      places.join("")
    }</div><div class="taken needs-script">${taken}</div>`;
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
  const boards = offeredOf(boardsOf(rows), rows);
  if (!boards.length) return noRunHtml;
  const rowsOf = Map.groupBy(rows, (r) => r.board);
  const views = new Map<string, string>();
  const late = new Set<string>();
  let letters = 0;
  let taken = "";
  for (const [i, board] of boards.entries()) {
    if (isLate(boards, letters)) {
      late.add(board.id);
      views.set(lateClass(i), lateHtml(board, !sample));
      continue;
    }
    for (const m of metrics) {
      for (const p of populationsOf(board)) {
        const view = makeView(rowsOf.get(board.id)!, m, p, {
          given: sample ? undefined : given?.(board.id, m.name, p),
          sample,
          exact: sample ? exactOf(figures, board.id, m.name, p) : undefined,
          judged: judgementOf(judged, board.id, m.name, p),
        });
        const html = await viewHtml({ view, board });
        letters += html.length;
        views.set(viewClass(i, m.name, p), html);
        // The first of the first board is what an address without a choice shows.
        taken ||= takeHtml(viewTakenOf({ view, board }));
      }
    }
  }
  const medians: Medians = (board, metric) => given?.(board, metric, "succeeded") ?? new Map();
  return boardsHtml({ rows, boards, metrics, judged, medians, views, late, taken });
}
