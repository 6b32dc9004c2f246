/** The table that is shown, as files: its drawing as SVG, PNG and Vega-Lite, and the SQL that gives its numbers. */
import { boardPlot } from "../charts/board_plot.js";
import type { View } from "../rows/board.js";
import { domainOf, plotOf } from "./board_row.js";
import { isValue } from "./board_view.js";
import { significant } from "../words/format.js";
import type { Filters } from "./leaderboard_filters.js";
import { providerLabel } from "../words/providers.js";
import { drawingFile } from "../components/figure_files.js";
import { saveFile } from "../components/save.js";
import { type Target, valuesSql } from "../rows/request_sql.js";

/** The line of buttons; the page answers them. */
export const downloadsHtml =
  `<p class="links needs-script"><span>This table</span><button type="button" data-download="svg">SVG</button><button type="button" data-download="png">PNG</button><button type="button" data-download="vl.json">Vega-Lite spec</button><button type="button" data-download="sql">SQL</button></p>`;

/** The drawing of a view as one Vega-Lite specification; colours are CSS variables. */
export function viewSpec(view: View, title: string): object {
  const domain = domainOf(view);
  const rows = view.systems.map((s) => {
    const median = s.statistics.median;
    const rank = s.standing?.rank ? `${s.standing.place + 1}. ` : "";
    return {
      ...plotOf(s, view),
      name: `${rank}${providerLabel(s.provider)}${
        isValue(median, view) ? `, median ${significant(median)} ${view.metric.unit}` : ""
      }${s.below.length ? " (not ranked)" : ""}`,
    };
  });
  return boardPlot(title, rows, domain, view.metric.better !== "lower");
}

/** DuckDB's SQL over view `requests` that gives the numbers of a view. */
export function viewSql(view: View, filters: Filters): string {
  const { metric, population } = view;
  const targets = view.systems.map(({ run_id, provider, model }): Target => ({
    run_id,
    provider,
    model,
    location: null,
  }));
  const where = [
    ...(filters.from ? [`request_index + 1 >= ${Number(filters.from)}`] : []),
    ...(filters.to ? [`request_index + 1 <= ${Number(filters.to)}`] : []),
    ...(filters.hour ? [`utc_hour = ${Number(filters.hour)}`] : []),
    ...(filters.length ? ["NOT coalesce(short, false) AND NOT coalesce(over, false)"] : []),
  ];
  return `-- Run it with: deno task sql, and the name of this file${
    filters.outliers ? "\n-- The page also leaves out what both outlier rules flag." : ""
  }${
    population === "all"
      ? "\n-- A quantile beside an infinity, or beside a 0, falls among the failures."
      : ""
  }
SELECT provider, count(x) AS n, median(x) AS median, avg(x) AS mean, min(x) AS min, max(x) AS max,
  quantile_cont(x, 0.25) AS p25, quantile_cont(x, 0.75) AS p75, quantile_cont(x, 0.95) AS p95,
  quantile_cont(x, 0.99) AS p99
FROM (
  ${valuesSql({ metric, population, targets, where })})
GROUP BY run_id, provider, model
ORDER BY median${metric.better === "lower" ? "" : " DESC"};
`;
}

/** Saves the shown view as a file of that kind. */
export async function download(
  kind: string,
  view: View,
  title: string,
  filters: Filters,
  at: HTMLElement,
): Promise<void> {
  const name = `tokenboard ${title} ${view.population}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const file = kind === "sql"
    ? new Blob([viewSql(view, filters)])
    : await drawingFile(viewSpec(view, title), kind, at);
  saveFile(file, `${name}.${kind}`);
}
