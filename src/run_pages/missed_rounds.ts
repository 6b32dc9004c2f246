/** Rounds of a watch that were due and have no run, below the table of page `/runs`. */
import type { MissedRound } from "@/benchmarks/queries/tables/runs.ts";
import type { Answer } from "@/benchmarks/queries/tables/table.ts";
import { baked } from "../components/files.js";
import { rowTable } from "../components/row_table.js";
import { count, escapeHtml, minute } from "../words/format.js";

/** Rows that stand in the page. */
const most = 100;

const due = ({ due_at, last_due_at }: MissedRound): string =>
  last_due_at === due_at ? minute(due_at) : `${minute(due_at)} to ${minute(last_due_at)}`;
const numbers = ({ round, last_round }: MissedRound): string =>
  last_round === round ? count(round) : `${count(round)} to ${count(last_round)}`;

/** A section with the newest of them, and what is wrong with files of watches; "" where there is neither. */
export function missedRoundsHtml(
  { table, rows }: Answer<MissedRound>,
  faults: string[],
): string {
  if (!rows.length && !faults.length) return "";
  const wrong = faults.map((fault) => `<div class="warn"><p>${escapeHtml(fault)}</p></div>`).join(
    "",
  );
  const left = rows.length > most
    ? ` The newest ${most} of ${count(rows.length)} entries stand here; the CSV has all.`
    : "";
  const html = rowTable<MissedRound>([
    { head: "Due", show: due },
    { head: "Configuration", label: "configuration", show: (r) => r.config_name },
    { head: "Round", label: "round", show: numbers },
    { head: "Why there is no run", kind: "words", show: (r) => r.why },
  ], rows.slice(0, most));
  return `<h2>Rounds without a run</h2>${wrong}${
    rows.length
      ? `<p class="cap">Rounds of <code>deno task watch</code> that were due and have no run.` +
        ` None is made up: at another hour it would be another measurement.${left}</p>${
          baked(table, html)
        }`
      : ""
  }`;
}
