/** Tables of page `/data`: the columns of the record and the classes of errors; and what its files hold. */
import type { Column } from "@/benchmarks/record/record.ts";
import { table } from "../components/table.js";
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
  return table(["Column", "Type", "Unit", "What it is"], bodies.join(""));
}

/** `classes`: what each says, by its name. */
export function classesHtml(classes: Record<string, string>): string {
  const rows = Object.entries(classes).map(([name, sentence]) =>
    `<tr id="${name}"><th scope="row"><code>${name}</code></th><td class="words">${
      escapeHtml(sentence)
    }</td></tr>`
  );
  return table(["Class", "What it says"], rows.join(""));
}

/** The file of all runs, where it `isWhole`. */
export const wholeHtml = (attempts: number, isWhole: boolean): string =>
  isWhole
    ? `<p class="links"><span>Every run in one file</span>${
      filesHtml("all/requests", attempts <= textRowLimit)
    }</p>`
    : "<p>All requests in one file would be too large; each run below has files of its own.</p>";

/** What of the rows is simulated, and in which formats they are, as ends of sentences. */
export const simulatedText = (simulated: number): string =>
  simulated ? `; ${count(simulated)} of them are simulated and say so in their column` : "";
export const formatsText = (attempts: number): string =>
  attempts > textStoreLimit ? ", and this store is too large for them: it has Parquet alone" : "";
