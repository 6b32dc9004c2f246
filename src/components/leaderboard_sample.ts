/** A page with too many rows computes over a seeded sample: what it says then, and DuckDB's figures beside its own. */
import type { Exact, MetricInfo, RequestRow, View } from "./board.js";
import { makeView } from "./board_view.js";
import { boardsOf, populationsOf } from "./boards.js";
import { count } from "./format.js";
import type { Population, Statistics } from "./statistics.js";

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

/** Exact figures of every view, from all rows and `given`, DuckDB's statistics of them. */
export function exactFigures(
  rows: RequestRow[],
  metrics: MetricInfo[],
  given: (board: string, metric: string, population: Population) => Map<string, Statistics>,
): ExactFigure[] {
  return boardsOf(rows).flatMap((board) => {
    const own = rows.filter((r) => r.board === board.id);
    return metrics.flatMap((m) =>
      populationsOf(board).flatMap((population) =>
        makeView(own, m, population, {
          given: given(board.id, m.name, population),
        }).systems.map((s) => ({
          board: board.id,
          metric: m.name,
          population,
          key: `${s.run_id}\n${s.provider}\n${s.model}`,
          statistics: s.statistics,
          attempted: s.attempted,
          succeeded: s.succeeded,
          short: s.short,
        }))
      )
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

/** Data as a script. JSON has no infinity, a script has: a statistic may lie among the failures. */
export const scriptOf = (figures: unknown): string =>
  JSON.stringify(figures, (_, v) => v === Infinity ? "Infinity" : v)
    .replaceAll('"Infinity"', "Infinity");

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
