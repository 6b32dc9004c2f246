/** Page `/runs`: what stands in its HTML. */
import type { ListedRun } from "@/benchmarks/queries/tables/runs.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { noRunHtml } from "../components/empty.js";
import { bakedLine } from "../components/files.js";
import { region } from "../components/table.js";
import { count } from "../words/format.js";
import { findingHtml, runsHtml } from "./run_list.js";

/** Rows that stand in the page without a script. */
const mostBaked = 100;

/** The parts of the page: the newest runs, and where the others are. */
export function bakedRunsHtml(
  { table, rows }: Answer<ListedRun>,
): Record<"kicker" | "runs", string> {
  const stored = rows.reduce((sum, r) => sum + r.requests, 0);
  const left = rows.length > mostBaked
    ? `<p class="cap">The newest ${mostBaked} of ${count(rows.length)} runs; the CSV has all.</p>`
    : "";
  return {
    kicker: `${count(stored)} requests in ${count(rows.length)} runs`,
    runs: rows.length
      ? `<p class="find">${findingHtml(rows)}</p>${
        region(table.title, runsHtml(rows.slice(0, mostBaked), stored))
      }${left}${bakedLine(table)}`
      : noRunHtml,
  };
}
