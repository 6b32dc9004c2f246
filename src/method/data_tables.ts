/** Tables of page `/data`: the columns of the record and the classes of errors; and what its files hold. */
import type { ClassRow, ColumnRow } from "@/benchmarks/queries/tables/data.ts";
import { code, markup, rowTable } from "../components/row_table.js";
import { filesHtml, textRowLimit, textStoreLimit } from "../components/files.js";
import { count } from "../words/format.js";
import { external } from "../words/links.js";

export const columnsHtml = (columns: ColumnRow[]): string =>
  rowTable<ColumnRow>(
    [
      { head: "Column", show: (c) => code(c.name) },
      {
        head: "Type",
        show: (c) => c.required ? c.type : markup`${c.type} <span class="cap">or null</span>`,
      },
      { head: "Unit", show: (c) => c.unit },
      { head: "What it is", kind: "words", show: (c) => c.doc },
    ],
    columns,
    {
      attributes: ({ name }) => ({ id: name }),
      groups: { by: (c) => c.topic, heading: ([{ topic }]) => topic },
    },
  );

export const classesHtml = (classes: ClassRow[]): string =>
  rowTable<ClassRow>(
    [
      { head: "Class", show: ({ name }) => code(name) },
      { head: "What it says", kind: "words", show: ({ doc }) => doc },
    ],
    classes,
    { attributes: ({ name }) => ({ id: name }) },
  );

/** The file of all runs, where it `isWhole`. */
export const wholeHtml = (attempts: number, isWhole: boolean): string =>
  isWhole
    ? `<p class="links"><span>Every run in one file</span>${
      filesHtml("all/requests", attempts <= textRowLimit)
    }</p>`
    : "<p>All requests in one file would be too large. Runs on a board have files, which their own pages " +
      `offer; the rows of every run stand in the store that <a ${external} href="./explore.html">SQL</a> asks, ` +
      "which saves an answer as CSV or Parquet.</p>";

/** What of the rows is simulated, and in which formats they are, as ends of sentences. */
export const simulatedText = (simulated: number): string =>
  simulated ? `; ${count(simulated)} of them are simulated and say so in their column` : "";
export const formatsText = (attempts: number): string =>
  attempts > textStoreLimit ? ", and this store is too large for them: it has Parquet alone" : "";
