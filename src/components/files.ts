/**
 * What a reader takes away: addresses of files, those of runs that page /requests reads, too, and the line below a
 * figure or table, on a page that a script draws and on one made at build.
 */
import type { Answer, NamedTable } from "@/benchmarks/queries/tables/table.ts";
import type { Table } from "../shared/csv.js";
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

/** What a reader takes away. */
export interface Taken {
  /** Names it on its page, in file names too: small letters, digits, hyphens. */
  id: string;
  title: string;
  /** Population, n and the filters in force, as text: it stands in the files, too. */
  caption: string;
  /** What is taken away, in the line's first words, where it is more than a figure or a table. */
  what?: string;
  /** The drawing; a table has none. */
  spec?: object;
  /** What the drawing or table shows, as the CSV has it: the columns and rows that `sql` returns. */
  data: () => Table;
  /** All that is drawn, where it is more than SQL can compute: intervals. */
  json?: () => unknown;
  /** DuckDB's SQL over the views of `deno task sql`. */
  sql: string;
  /** From this page to the site's root. */
  up?: string;
}

/** What stands on the page now, by its id: a button finds it here. */
const shown = new Map<string, Taken>();

/** Which runs the page shows, where its address names them: a sentence at the end of every caption. */
let runs = "";
export const sayRuns = (sentence: string): void => {
  runs = sentence;
};
export const captionOf = ({ caption }: Taken) => [caption, runs].filter(Boolean).join(" ");

/** The line below a figure or table. The SQL can be read without a script. */
export function takeHtml(taken: Taken): string {
  const whole = { ...taken, caption: captionOf(taken) };
  shown.set(taken.id, whole);
  if (taken.spec && globalThis.document?.documentElement.dataset.embed === taken.id) {
    import("./figures/embed.js").then(({ showEmbedded }) => showEmbedded(whole));
  }
  const kinds = [
    "csv",
    ...taken.json ? ["json"] : [],
    ...taken.spec ? ["svg", "png", "vl.json", "embed"] : [],
  ];
  const names: Record<string, string> = { "vl.json": "Vega-Lite", embed: "Embed" };
  const buttons = kinds.map((kind) =>
    `<button type="button" class="needs-script" data-as="${kind}">${
      names[kind] ?? kind.toUpperCase()
    }</button>`
  );
  return lineHtml({
    id: taken.id,
    what: taken.what ?? (taken.spec ? "This figure" : "This table"),
    files: buttons.join(""),
    sql: taken.sql,
    up: taken.up,
  });
}

// One listener for every figure of a page, however often it is drawn anew.
globalThis.document?.addEventListener("click", async (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>(".take [data-as]");
  const taken = button && shown.get(button.closest<HTMLElement>(".take")!.dataset.take!);
  if (!taken) return;
  if (button.dataset.as === "embed") {
    const { showCode } = await import("./figures/embed.js");
    return await showCode(taken, button.closest<HTMLElement>(".take")!);
  }
  const { save } = await import("./figures/figure_files.js");
  await save(taken, button.dataset.as!, button);
});
