/** The list of runs on page `/data`, those of one source below its name. */
import type { RunRow } from "@/benchmarks/queries/tables/data.ts";
import { runFilesHtml } from "../choice/row_links.js";
import {
  code,
  type Html,
  joined,
  link,
  markup,
  rowTable,
  runLink,
} from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { count, day } from "../words/format.js";
import { pageHref } from "../words/links.js";

const one = (n: number, names: string, many: string) => n === 1 ? names : `${n} ${many}`;
const nothing = markup``;

/** Characters of a note that a row has room for; the run's page has all. */
const noteRoom = 160;

/** What its publisher says of a run, below its name. */
function saidHtml({ note, tags, run_by, interest }: RunRow): Html {
  const parts = [
    ...(tags ? [`Tags: ${tags}.`] : []),
    ...(note ? [`Note: ${note.length > noteRoom ? `${note.slice(0, noteRoom)} …` : note}.`] : []),
    ...(run_by ? [`Run by ${run_by}.`] : []),
    ...(interest ? [`Interest in the providers: ${interest}.`] : []),
  ];
  return parts.length ? markup`<br><span class="cap">${parts.join(" ")}</span>` : nothing;
}

function nameHtml(run: RunRow): Html {
  const { run_id, simulated, attempted, invalid } = run;
  const partly = simulated < attempted ? "partly " : "";
  return joined([
    runLink(run_id),
    simulated ? markup` <span class="badge sim">${partly}simulated</span>` : nothing,
    invalid ? markup` <span class="badge fail">invalid</span> ${invalid}` : nothing,
    saidHtml(run),
  ]);
}

function sourceHtml(own: RunRow[]): Html {
  const [{ source, licence, caveat }] = own;
  const total = own.reduce((sum, r) => sum + r.attempted, 0);
  return markup`${source || "Run in this workspace"}${
    licence ? `, ${licence}` : ""
  }<br><span class="cap">${own.length} ${own.length === 1 ? "run" : "runs"}, ${
    count(total)
  } attempts.${caveat ? ` ${caveat}` : ""}</span>`;
}

/** So many of the newest runs are listed; page `/runs` has all. */
const mostListed = 100;
const sourceOf = (r: RunRow) => JSON.stringify([r.source ?? "", r.licence ?? "", r.caveat ?? ""]);

/** Table of the runs, the newest first, those of one source below its name. */
export function runsHtml(runs: RunRow[]): string {
  const stored = runs.reduce((sum, r) => sum + r.attempted, 0);
  const all = Map.groupBy(runs, sourceOf);
  const more = runs.length - mostListed;
  const rest = more > 0
    ? markup`<p class="cap">${count(more)} older ${
      more === 1 ? "run is" : "runs are"
    } not listed here: ${link(pageHref("runs"), "all runs")}.</p>`.html
    : "";
  return rest + rowTable<RunRow>(
    [
      { head: "Run", show: nameHtml },
      {
        head: "Provider and model",
        show: (r) =>
          markup`${one(r.provider_count, r.providers, "providers")}<br><span class="cap">${
            one(r.model_count, r.models, "models")
          }</span>`,
      },
      { head: "Workload", label: "workload", show: (r) => r.workload },
      {
        head: numbers("Day"),
        show: (r) =>
          day(r.day) + (r.last_day && r.last_day !== r.day ? ` to ${day(r.last_day)}` : ""),
      },
      {
        head: numbers("Attempts"),
        show: ({ run_id, attempted }) =>
          link(pageHref("requests", { run_id }), count(attempted), { class: "num" }),
      },
      { head: numbers("Not ok"), fails: (r) => r.not_ok > 0, show: (r) => count(r.not_ok) },
      {
        head: "Files",
        label: "files",
        kind: "files",
        show: (r) => ({
          html: runFilesHtml(r.run_id, r.attempted, stored),
        }),
      },
    ],
    runs.slice(0, mostListed),
    {
      kind: "stack runs",
      groups: { by: sourceOf, heading: ([first]) => sourceHtml(all.get(sourceOf(first))!) },
    },
  );
}

/**
 * Folders that look like runs and are in no number of this site; only their names: where they are is nobody's
 * business.
 */
export function leftOutHtml(broken: { folder: string; reason: string }[]): string {
  if (!broken.length) return "";
  const name = (folder: string) => folder.split("/").at(-1)!;
  const items = broken.map(({ folder, reason }) =>
    markup`<li>${code(name(folder))}: ${inside(reason)}.</li>`
  );
  return `<div id="left-out"><p><b>${broken.length} ${
    broken.length === 1 ? "folder is" : "folders are"
  } left out</b> of every number here, because what is in them cannot be shown:</p><ul>${
    joined(items).html
  }</ul></div>`;
}

/** A reason that names another folder, by that folder's name alone. */
const inside = (reason: string) => reason.replace(/(?<![^\s'"])[^\s'"]*\//g, "");
