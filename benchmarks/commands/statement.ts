/** When what was typed at a prompt is a whole statement. Pure. */

/** Parts of SQL in which a semicolon ends nothing: quoted text, quoted names, dollar quotes, comments. */
const parts =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\//g;

/** True where the text ends in a semicolon, comments behind it apart, and no quote is open. */
export function isWhole(text: string): boolean {
  const bare = text.replace(parts, (part) => /^(--|\/\*)/.test(part) ? " " : "x");
  return /;\s*$/.test(bare) && !/['"]|\/\*/.test(bare);
}

/** The statement as a line of a history: without comments, which would swallow what stood on the next line. */
export const oneLine = (text: string): string =>
  text.replace(parts, (part) => /^(--|\/\*)/.test(part) ? "\n" : part).split("\n")
    .map((line) => line.trim()).filter((line) => line !== "").join(" ");

/** True where there is nothing to run in it. */
export const isNothing = (text: string): boolean => oneLine(text).replaceAll(";", "").trim() === "";

/** True for the words people leave a prompt with. */
export const leaves = (line: string): boolean =>
  /^\s*(\.(exit|quit|q)|\\q|exit|quit)(\(\))?\s*;?\s*$/i.test(line);

/** What a line asks that is no SQL: other shells' commands for help and tables; null where it is none. */
export function shellWord(line: string): string | null {
  return /^\s*([.\\]\S+|help|\?)\s*;?\s*(\S.*)?$/i.test(line) &&
      !/^\s*\.\d/.test(line)
    ? "SHOW TABLES; lists the views, DESCRIBE requests; their columns, .exit leaves."
    : null;
}
