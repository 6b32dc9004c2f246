/** The list of runs on page `/data`, one group a source. */
import { numbers, table } from "../components/table.js";
import { filesHtml, textRowLimit, textStoreLimit } from "../components/files.js";
import { count, day, escapeHtml } from "../words/format.js";
import { external, pageHref } from "../words/links.js";

export interface RunRow {
  run_id: string;
  providers: string[];
  models: string[];
  workload: string;
  day: string | null;
  /** That of its last attempt. */
  last_day: string | null;
  source: string | null;
  licence: string | null;
  caveat: string | null;
  invalid: string | null;
  /** Of its attempts. */
  simulated: number;
  attempted: number;
  succeeded: number;
}

const one = (names: string[], many: string) =>
  names.length === 1 ? escapeHtml(names[0]) : `${names.length} ${many}`;

function runHtml(r: RunRow, text: boolean): string {
  const failed = r.attempted - r.succeeded;
  const href = escapeHtml(pageHref("requests", { run_id: r.run_id }));
  const id = `<code>${escapeHtml(r.run_id)}</code>`;
  return `<tr><th scope="row"><a ${external} href="${href}">${id}</a>${
    r.simulated
      ? ` <span class="badge sim">${r.simulated < r.attempted ? "partly " : ""}simulated</span>`
      : ""
  }${
    r.invalid ? ` <span class="badge fail">invalid</span> ${escapeHtml(r.invalid)}` : ""
  }</th><td>${one(r.providers, "providers")}<br><span class="cap">${
    one(r.models, "models")
  }</span></td><td data-l="workload">${escapeHtml(r.workload)}</td><td class="n" data-l="day">${
    day(r.day)
  }${
    r.last_day && r.last_day !== r.day ? ` to ${day(r.last_day)}` : ""
  }</td><td class="n" data-l="attempts">${count(r.attempted)}</td><td class="n${
    failed ? " fails" : ""
  }" data-l="not ok">${count(failed)}</td><td data-l="files" class="files">${
    filesHtml(`runs/${r.run_id}`, text && r.attempted <= textRowLimit)
  }</td></tr>`;
}

/** Table of the runs; those of one source stand under it, with its licence and caveat. */
export function runsHtml(runs: RunRow[]): string {
  const text = runs.reduce((sum, r) => sum + r.attempted, 0) <= textStoreLimit;
  const groups = Map.groupBy(
    runs,
    (r) => JSON.stringify([r.source ?? "", r.licence ?? "", r.caveat ?? ""]),
  );
  const body = [...groups].map(([key, own]) => {
    const [source, licence, caveat] = (JSON.parse(key) as string[]).map(escapeHtml);
    const total = own.reduce((sum, r) => sum + r.attempted, 0);
    return `<tbody><tr><th colspan="7" scope="rowgroup" class="group">${
      source || "Run in this workspace"
    }${licence ? `, ${licence}` : ""}<br><span class="cap">${own.length} ${
      own.length === 1 ? "run" : "runs"
    }, ${count(total)} attempts.${caveat ? ` ${caveat}` : ""}</span></th></tr>${
      own.map((r) => runHtml(r, text)).join("")
    }</tbody>`;
  });
  const counts = ["Day", "Attempts", "Not ok"].map(numbers);
  const heads = ["Run", "Provider and model", "Workload", ...counts, "Files"];
  return table(heads, body.join(""), "stack runs");
}

/** Folders that look like runs and are in no number of this site; only their names: where they are is nobody's business. */
export function leftOutHtml(broken: { folder: string; reason: string }[]): string {
  if (!broken.length) return "";
  const name = (folder: string) => folder.split("/").at(-1)!;
  const items = broken.map(({ folder, reason }) =>
    `<li><code>${escapeHtml(name(folder))}</code>: ${escapeHtml(inside(reason))}.</li>`
  );
  return `<div id="left-out"><p><b>${broken.length} ${
    broken.length === 1 ? "folder is" : "folders are"
  } left out</b> of every number here, because what is in them cannot be shown:</p><ul>${
    items.join("")
  }</ul></div>`;
}

/** A reason that names another folder, by that folder's name alone. */
const inside = (reason: string) => reason.replace(/(?<![^\s'"])[^\s'"]*\//g, "");
