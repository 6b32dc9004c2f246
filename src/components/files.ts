/** Addresses of the files that a reader takes away, and of the run files that page /requests reads. */
import { escapeHtml } from "../words/format.js";
import { external } from "../words/links.js";

/** CSV and JSON are offered up to so many rows of a run, and of the store (benchmarks/queries/downloads.ts). */
export const textRowLimit = 100_000;
export const textStoreLimit = 200_000;
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
export const filesHtml = (path: string, text: boolean): string =>
  [["parquet", "Parquet"], ["csv", "CSV"], ["json", "JSON"]]
    .filter(([format]) => format === "parquet" || text)
    .map(([format, name]) =>
      `<a ${external} href="${escapeHtml(fileHref(path, format))}" download>${name}</a>`
    )
    .join(" ");
