/** Tables of page `/method`: the metrics of the catalogue, and what a quantile needs. */
import type { Metric } from "@/benchmarks/metrics/metrics.ts";
import { region, table } from "../components/table.js";
import { escapeHtml } from "../words/format.js";

const direction = { higher: "higher is better", lower: "lower is better" };

/** The whole statement: what is printed runs as it stands. */
const sqlOf = ({ scope, name, sql }: Metric) =>
  scope === "group"
    ? `SELECT run_id, provider, model, ${sql} AS ${name} FROM requests GROUP BY ALL`
    : `SELECT run_id, provider, model, request_index, ${sql} AS ${name} FROM requests`;

const rowHtml = (m: Metric) =>
  `<tr id="${m.name}"><th scope="row">${escapeHtml(m.label)}<br><code>${m.name}</code></th><td>${
    escapeHtml(m.unit || "no unit")
  }${m.better ? `<br><span class="cap">${direction[m.better]}</span>` : ""}</td><td class="words">${
    escapeHtml(m.doc)
  }<details><summary>SQL</summary><code class="sql">${
    escapeHtml(sqlOf(m))
  }</code></details></td></tr>`;

/** The metrics of one scope, with unit, definition and SQL. */
export const metricsHtml = (metrics: readonly Metric[], scope: Metric["scope"]): string =>
  region(
    `Metrics of a ${scope}`,
    table(
      ["Metric", "Unit", "Definition"],
      metrics.filter((m) => m.scope === scope).map(rowHtml).join(""),
    ),
  );

/** Rows of what each quantile needs; `levels` are shares by their names. */
export const floorsHtml = (
  levels: Record<string, number>,
  effectiveN: (p: number) => number,
  blocks: (p: number) => number,
): string =>
  Object.entries(levels).map(([name, p]) =>
    `<tr><th scope="row">${name}</th><td class="n" data-l="effective n">${
      effectiveN(p)
    }</td><td class="n" data-l="time blocks">${blocks(p)}</td></tr>`
  ).join("");
