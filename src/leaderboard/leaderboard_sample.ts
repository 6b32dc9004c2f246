/** A page with too many rows computes over a seeded sample: what it says then, and DuckDB's figures beside its own. */
import {
  type Exact,
  type MetricInfo,
  type RequestRow,
  requestsIn,
  type View,
} from "../rows/board.js";
import { boardsOf, populationsOf } from "../rows/boards.js";
import { count } from "../words/format.js";
import { keyOf } from "./board_view.js";
import type { Population, Statistics } from "../rows/statistics.js";

/** One system's exact figures in one view. */
export interface ExactFigure extends Exact {
  board: string;
  metric: string;
  population: Population;
  /** "run_id\nprovider\nmodel". */
  key: string;
}

/** Rows on the page and rows behind it; null where the page has them all. */
export function sampleOf(rows: RequestRow[]): View["sample"] {
  const of = Number(rows[0]?.sampled_from ?? rows.length);
  return of > rows.length ? { shown: rows.length, of } : null;
}

/** Exact figures of every view, from rows that stand for all requests and `given`, DuckDB's statistics of them. */
export function exactFigures(
  rows: RequestRow[],
  metrics: MetricInfo[],
  given: (board: string, metric: string, population: Population) => Map<string, Statistics>,
): ExactFigure[] {
  return boardsOf(rows).flatMap((board) => {
    const attempts = rows.filter((r) =>
      r.board === board.id && r.phase === "measured" && r.status !== "incomplete"
    );
    const systems = [...Map.groupBy(attempts, keyOf)];
    return metrics.flatMap((m) =>
      populationsOf(board).flatMap((population) => {
        const statistics = given(board.id, m.name, population);
        return systems.map(([key, own]) => ({
          board: board.id,
          metric: m.name,
          population,
          key,
          statistics: statistics.get(key)!,
          attempted: requestsIn(own),
          succeeded: requestsIn(own.filter((r) => r.status === "ok")),
          short: requestsIn(own.filter((r) => r.short === true)),
        }));
      })
    );
  });
}

/** The figures of one view by system. */
export const exactOf = (
  figures: ExactFigure[],
  board: string,
  metric: string,
  population: Population,
): Map<string, Exact> =>
  new Map(
    figures.filter((f) => f.board === board && f.metric === metric && f.population === population)
      .map((f) => [f.key, f]),
  );

/** The label over a table of a sample; nothing over one of all requests. */
export function sampleHtml(view: View): string {
  if (!view.sample) return "";
  const { shown, of } = view.sample;
  const beside = view.systems.some((s) => s.exact)
    ? ` Under each figure, in small: the exact one, by DuckDB over all ${count(of)}.`
    : " The exact figures are DuckDB’s: <code>deno task sql</code>.";
  return `<p class="cap sample"><span class="badge">sample</span> <b>Sample of ${count(shown)} of ${
    count(of)
  } requests,</b> picked by a seed: dots and figures of this table are the sample’s.${beside}</p>`;
}
