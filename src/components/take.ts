/** The line below a figure or table, to take it away; on a page that a script draws, and on one made at build. */
import type { Answer, NamedTable } from "@/benchmarks/queries/tables/table.ts";
import { escapeHtml } from "../words/format.js";
import { external, pageHref } from "../words/links.js";
import { fileHref } from "./files.js";
import { region } from "./table.js";

interface Line {
  /** Names it on its page. */
  id: string;
  /** What is taken away, in the line's first words. */
  what: string;
  /** Links or buttons for its files, HTML. */
  files: string;
  sql: string;
  /** From this page to the site's root. */
  up?: string;
}

/** The SQL can be read without a script; it runs where there is one. */
export function lineHtml({ id, what, files, sql, up }: Line): string {
  const explore = escapeHtml(pageHref("explore", { sql }, { up }));
  return `<div class="take" data-take="${escapeHtml(id)}"><span>${
    escapeHtml(what)
  }</span>${files}<a class="needs-script" ${external} href="${explore}">Open in SQL</a>` +
    `<details><summary>SQL</summary><pre tabindex="0"><code class="sql">${
      escapeHtml(sql)
    }</code></pre></details></div>`;
}

export interface Place {
  /** From this page to the site's root. */
  up?: string;
  /** What is taken away, where it is not the one table above. */
  what?: string;
}

/** The line of a table made at build: its file is beside the pages. */
export const bakedLine = ({ name, sql }: NamedTable, { up, what }: Place = {}): string =>
  lineHtml({
    id: name,
    what: what ?? "This table",
    files: `<a ${external} href="${
      escapeHtml(fileHref(`tables/${name}`, "csv", up))
    }" download="tokenboard-${name}.csv">CSV</a>`,
    sql,
    up,
  });

/** A table made at build, `html`, that scrolls by itself, and its line. */
export const baked = (table: NamedTable, html: string, place?: Place): string =>
  region(table.title, html) + bakedLine(table, place);

/** The same of a table and its rows. */
export const bakedHtml = <R>(
  { table, rows }: Answer<R>,
  html: (rows: R[]) => string,
  place?: Place,
): string => baked(table, html(rows), place);
