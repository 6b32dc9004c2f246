/** Where the cells of a page stand in its file. */
import { readFileSync } from "node:fs";
import { readFrontMatter } from "@observablehq/framework/dist/frontMatter.js";

const lines = (text: string): number => text.split("\n").length;

export interface Places {
  /** The file, from the root of the project. */
  file: string;
  /** Lines above the Markdown: the front matter. */
  above: number;
  /** The line in which a text stands first; null where it does not. */
  lineOf(text: string): number | null;
}

/** Of the page at `path`. A page that no file holds has no lines. */
export function placesOf(path: string): Places {
  const file = `src${path}.md`;
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch { /* a program prints it */ }
  return {
    file,
    above: lines(text) - lines(readFrontMatter(text).content),
    lineOf(part) {
      const at = text.indexOf(part);
      return at < 0 ? null : lines(text.slice(0, at));
    },
  };
}

/** `(2:10)` of a cell that begins in `line` of the file as `(page.md:12:10)`. */
export const placedInFile = (html: string, file: string, line: number): string =>
  html.replace(
    /(observablehq--error"[^>]*>SyntaxError: [^<]*) \((\d+):(\d+)\)</,
    (_, said, row, column) =>
      `${said} (${file.slice(file.lastIndexOf("/") + 1)}:${line + Number(row) - 1}:${column})<`,
  );
