/** Tables of page `/method`: the metrics of the catalogue, and what a quantile needs. */
import type { FloorRow, MetricRow } from "@/benchmarks/queries/tables/method.ts";
import { code, markup, rowTable } from "../components/row_table.js";
import { numbers } from "../components/table.js";

/** The whole statement: what is printed runs as it stands. */
const sqlOf = ({ scope, name, sql }: MetricRow) =>
  scope === "group"
    ? `SELECT run_id, provider, model, ${sql} AS ${name} FROM requests GROUP BY ALL`
    : `SELECT run_id, provider, model, request_index, ${sql} AS ${name} FROM requests`;

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
