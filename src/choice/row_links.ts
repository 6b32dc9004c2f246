/** Where the rows of a run are taken from: its files, or the store that SQL asks. */
import { filesHtml, textRowLimit, textStoreLimit, wholeRowLimit } from "../components/files.js";
import { quote } from "../rows/request_sql.js";
import { escapeHtml } from "../words/format.js";
import { exploreHref, external } from "../words/links.js";

/** A link to the rows of a run without files: SQL over the site's store, whose answer can be saved. */
export const storedRowsHtml = (run_id: string, words: string, up?: string): string =>
  `<a ${external} href="${
    escapeHtml(exploreHref(`SELECT * FROM requests WHERE run_id = ${quote(run_id)}`, up))
  }">${words}</a>`;

/** Links to the files of a run in a store of so many requests, or to its rows where it may have none. */
export const runFilesHtml = (run_id: string, rows: number, stored: number): string =>
  stored <= wholeRowLimit
    ? filesHtml(`runs/${run_id}`, stored <= textStoreLimit && rows <= textRowLimit)
    : storedRowsHtml(run_id, "SQL");
