/** Tables of page `/method`: the metrics of the catalogue, and what a quantile needs. */
import type { FloorRow, MetricRow } from "@/benchmarks/queries/tables/method.ts";
import { code, markup, rowTable } from "../components/row_table.js";
import { numbers } from "../components/table.js";

/** The whole statement: what is printed runs as it stands. */
function sqlOf({ scope, name, sql }: MetricRow): string {
  const of = (columns: string, rest: string) =>
    `SELECT run_id, provider, model, ${columns}${sql} AS ${name} FROM ${rest}`;
  switch (scope) {
    case "request":
      return of("request_index, ", "requests");
    case "group":
      return of("", "requests GROUP BY ALL");
    case "session":
      return of("phase, session, ", "requests WHERE phase <> 'probe' GROUP BY ALL");
    case "sessions":
      return of("", "sessions WHERE phase = 'measured' GROUP BY ALL");
    case "turn":
      return of("turn, ", "requests WHERE phase = 'measured' GROUP BY ALL");
  }
}

/** Metrics, with unit, definition and SQL. */
export const metricsHtml = (metrics: MetricRow[]): string =>
  rowTable<MetricRow>(
    [
      { head: "Metric", show: ({ label, name }) => markup`${label}<br>${code(name)}` },
      {
        head: "Unit",
        show: ({ unit, better }) =>
          markup`${unit || "no unit"}${
            better ? markup`<br><span class="cap">${better} is better</span>` : null
          }`,
      },
      {
        head: "Definition",
        kind: "words",
        show: (m) =>
          markup`${m.doc}<details><summary>SQL</summary><code class="sql">${
            sqlOf(m)
          }</code></details>`,
      },
    ],
    metrics,
    { attributes: ({ name }) => ({ id: name }) },
  );

/** What each quantile needs. */
export const floorsHtml = (floors: FloorRow[]): string =>
  rowTable<FloorRow>(
    [
      { head: "Quantile", show: (f) => f.quantile },
      { head: numbers("Effective n from"), label: "effective n", show: (f) => f.effective_n },
      {
        head: numbers("For other times: blocks from"),
        label: "time blocks",
        show: (f) => f.blocks,
      },
    ],
    floors,
    { kind: "stack floors" },
  );
