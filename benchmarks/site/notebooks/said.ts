/** What the framework's process says of an analyst's pages, as lines of its own between those of the framework. */

/** Of one page: what is wrong with a cell, what could be better, or a statement to try with the page's tables. */
export type Said =
  & {
    page: string;
    /** In the file; null where it is not known. */
    line: number | null;
  }
  & ({ fault: string } | { advice: string } | {
    sql: string;
    tables: Record<string, string>;
    /** What helps where a table is not there, by its name. */
    hints: Record<string, string>;
  });
export type Fault = Said & { fault: string };

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

/** A fault or advice as the terminal says it: the lines behind the first stand below it; null of a statement. */
export function saidText(said: Said): string | null {
  const text = "fault" in said ? said.fault : "advice" in said ? said.advice : null;
  const place = said.line === null ? said.page : `${said.page}:${said.line}`;
  return text === null ? null : `${place}: ${text.trimEnd().split("\n").join("\n  ")}`;
}
