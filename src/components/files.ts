/**
 * What a reader takes away: addresses of files, those of runs that page /requests reads, too, and the line below a
 * figure or table, on a page that a script draws and on one made at build.
 */
import type { Answer, NamedTable } from "@/benchmarks/queries/tables/table.ts";
import { escapeHtml } from "../words/format.js";
import { exploreHref, external } from "../words/links.js";
import { region } from "./table.js";

/** CSV and JSON are offered up to so many rows of a run, and of the store: benchmarks/queries/downloads/. */
export const textRowLimit = 10_000;
export const textStoreLimit = 20_000;
/** Of a larger store only the newest runs of their targets have files. */
export const wholeRowLimit = 50_000;
/** A run of more measured requests has a second file, of a sample, for the page. */
export const pageRowLimit = 20_000;

/** Where the files are; the live site makes them when they are asked for, and says so in its head. */
const place = (): string =>
  (globalThis as { tokenboardFiles?: string }).tokenboardFiles ?? "./downloads";

/**
 * Address of a file: `runs/RUN_ID`, `boards/BOARD`, `all/requests` or `tables/TABLE`, and its format.
 *
 * @param up how to get to the root from the page that links: "../" of a provider's page.
 */
export const fileHref = (path: string, format: string, up = "./"): string =>
  `${place().replace(/^[.][/]/, up)}/${
    path.split("/").map(encodeURIComponent).join("/")
  }.${format}`;

/** Links to a file in each format that it has; `text`: in CSV and JSON, too. */
export const filesHtml = (path: string, text: boolean, up?: string): string =>
  [["parquet", "Parquet"], ["csv", "CSV"], ["json", "JSON"]]
    .filter(([format]) => format === "parquet" || text)
    .map(([format, name]) =>
      `<a ${external} href="${escapeHtml(fileHref(path, format, up))}" download>${name}</a>`
    )
    .join(" ");

interface Line {
  /** Names it on its page. */
  id: string;
  /** What is taken away, in the line's first words. */
  what: string;
  /** Links or buttons for its files, HTML. */
  files: string;
  /** Null where SQL does not give it. */
  sql: string | null;
  /** From this page to the site's root. */
  up?: string;
}

/** The SQL can be read without a script; it runs where there is one. */
export function lineHtml({ id, what, files, sql, up }: Line): string {
  const asked = sql === null
    ? ""
    : `<a class="needs-script" ${external} href="${
      escapeHtml(exploreHref(sql, up))
    }">Open in SQL</a>` +
      `<details><summary>SQL</summary><pre tabindex="0"><code class="sql">${
        escapeHtml(sql)
      }</code></pre></details>`;
  return `<div class="take" data-take="${escapeHtml(id)}"><span>${
    escapeHtml(what)
  }</span>${files}${asked}</div>`;
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
