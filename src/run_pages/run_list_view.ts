/** Page `/runs` as HTML: the same with and without a script, but for its controls. */
import type { ListedRun } from "@/benchmarks/queries/tables/runs.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { controlsHtml, type Option, selectHtml } from "../components/controls.js";
import { noRunHtml } from "../components/empty.js";
import { bakedLine } from "../components/files.js";
import { region } from "../components/table.js";
import { count } from "../words/format.js";
import { findingHtml, runsHtml, tagsOf } from "./run_list.js";

/** Rows that stand in the page without a script. */
const mostBaked = 100;

const search = "Search in names, targets, workloads, notes and reasons";
/** What a reader chooses by: words, a tag where there is one, and whether the run counts. */
function controls(runs: ListedRun[]): string {
  const tags = [...new Set(runs.flatMap(tagsOf))].sort();
  return controlsHtml(
    `<fieldset><legend>${search}</legend><input type="search" name="q" aria-label="${search}"></fieldset>`,
    tags.length
      ? selectHtml("Tag", "tag", [["", "any"], ...tags.map((tag): Option => [tag, tag])])
      : "",
    `<fieldset><legend>Which</legend><div class="seg"><label>` +
      `<input type="checkbox" name="valid">only valid ones</label></div></fieldset>`,
  );
}
const pager = (label: string) => `<nav class="pager" aria-label="${label}" hidden></nav>`;

/** Rows in the files of all runs. */
export const storedOf = (runs: ListedRun[]): number => runs.reduce((sum, r) => sum + r.attempts, 0);

/** The parts of the page: the newest runs, and where the others are. */
export function bakedRunsHtml(
  { table, rows }: Answer<ListedRun>,
): Record<"kicker" | "runs", string> {
  const stored = storedOf(rows);
  const kicker = `${count(stored)} attempts in ${count(rows.length)} ${
    rows.length === 1 ? "run" : "runs"
  }`;
  if (!rows.length) return { kicker, runs: noRunHtml };
  const left = rows.length > mostBaked
    ? `<p class="cap">The newest ${mostBaked} of ${count(rows.length)} runs; the CSV has all.</p>`
    : "";
  return {
    kicker,
    runs: `<p class="find">${findingHtml(rows)}</p>${
      controls(rows)
    }<p class="cap chosen" role="status"></p>${
      pager("Pages, over the table")
    }<div class="drawn">${left}${region(table.title, runsHtml(rows.slice(0, mostBaked), stored))}${
      bakedLine(table)
    }</div>${pager("Pages")}`,
  };
}
