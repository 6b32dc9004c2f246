/** What the framework's process says of an analyst's pages, as lines of its own between those of the framework. */

/** Of one page: what is wrong with a cell, or a statement of SQL to try with the tables of its front matter. */
export type Said =
  | { page: string; fault: string }
  | { page: string; sql: string; tables: Record<string, string> };

const mark = "tokenboard:";

export const say = (said: Said): void => console.error(mark + JSON.stringify(said));

/** Reads a line; null where it is one of the framework. */
export function saidIn(line: string): Said | null {
  if (!line.startsWith(mark)) return null;
  try {
    return JSON.parse(line.slice(mark.length));
  } catch {
    return null;
  }
}
