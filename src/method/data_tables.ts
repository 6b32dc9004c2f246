/** Tables of page `/data`: the columns of the record and the classes of errors; and what its files hold. */
import type { Column } from "@/benchmarks/record/record.ts";
import { filesHtml, textRowLimit, textStoreLimit } from "../components/files.js";
import { count, escapeHtml } from "../words/format.js";

export function columnsHtml(record: Record<string, Column>): string {
  const groups = Map.groupBy(Object.entries(record), ([, { group }]) => group);
  const bodies = [...groups].map(([group, columns]) => {
    const rows = columns.map(([name, c]) =>
      `<tr id="${name}"><th scope="row"><code>${name}</code></th><td>${c.type}${
        c.required ? "" : ' <span class="cap">or null</span>'
      }</td><td>${escapeHtml(c.unit)}</td><td class="words">${escapeHtml(c.doc)}</td></tr>`
    );
    return `<tbody><tr><th colspan="4" scope="rowgroup" class="group">${group}</th></tr>${
      rows.join("")
    }</tbody>`;
  });
  return `<table class="plain stack"><thead><tr><th>Column</th><th>Type</th><th>Unit</th><th>What it is</th></tr></thead>${
    bodies.join("")
  }</table>`;
}

/** `classes`: what each says, by its name. */
export function classesHtml(classes: Record<string, string>): string {
  const rows = Object.entries(classes).map(([name, sentence]) =>
    `<tr id="${name}"><th scope="row"><code>${name}</code></th><td class="words">${
      escapeHtml(sentence)
    }</td></tr>`
  );
  return `<table class="plain stack"><thead><tr><th>Class</th><th>What it says</th></tr></thead><tbody>${
    rows.join("")
  }</tbody></table>`;
}

/** The file of all runs, where it `isWhole`, and what is in it. */
export function filesNoteHtml(attempts: number, simulated: number, isWhole: boolean): string {
  const files = isWhole
    ? `<p class="links"><span>Every run in one file</span>${
      filesHtml("all/requests", attempts <= textRowLimit)
    }</p>`
    : "<p>All requests in one file would be too large; each run below has files of its own.</p>";
  return `${files}<p class="cap">Every request of every run, with the metrics computed from it (<a href="./method">definitions</a>)${
    simulated ? `; ${count(simulated)} of them are simulated and say so in their column` : ""
  }. CSV and JSON leave out the lists of arrival times${
    attempts > textStoreLimit ? ", and this store is too large for them: it has Parquet alone" : ""
  }; in CSV a text that a spreadsheet would take for a formula has an apostrophe before it, and the other files have it as it is.</p>`;
}
