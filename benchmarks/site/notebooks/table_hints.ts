/** What a page is told of tables that it has not, though it could. */
import { readdirSync } from "node:fs";
import process from "node:process";

/** A file of the data folder that is a table elsewhere, see `store/own_tables.ts`. */
const ownFile = /^([^.].*)\.(?:csv|parquet)$/i;

function ownFiles(): string[] {
  try {
    return readdirSync(process.env.TOKENBOARD_DATA || "data").sort();
  } catch {
    return []; // there is no such folder
  }
}

/**
 * For each of an analyst's own files whose name stands in one of the statements: what to write, so that it is a table
 * of the page at `path`. Files that the page does not name stay unsaid, for what is said is published.
 */
export function tableHints(statements: string[], path: string): Record<string, string> {
  const hints: Record<string, string> = {};
  const up = "../".repeat(path.split("/").length - 2) || "./";
  for (const file of ownFiles()) {
    const [, name] = ownFile.exec(file) ?? [];
    if (!name || !statements.some((sql) => hasWord(sql, name))) continue;
    hints[name] ??= `data/${file} is one on this page where its front matter says ` +
      `sql: {${name}: ${up}loaders/data/${file}}`;
  }
  return hints;
}

const hasWord = (sql: string, name: string): boolean =>
  sql.split(/[^\p{L}\p{N}_.-]+/u).includes(name) || sql.includes(`"${name}"`);
