/** What can be read off the text of a query. Pure. */

/** Quoted text, quoted names, dollar quotes and comments: parts in which a semicolon ends nothing. */
const parts =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\//g;
const isComment = (part: string) => /^(--|\/\*)/.test(part);

/** The statement without the semicolons and comments behind it. */
export function statementOf(text: string): string {
  // Of the same length, so that places stay.
  const bare = text.replace(parts, (part) => (isComment(part) ? " " : "x").repeat(part.length));
  // From the end: an expression for it would try each run of spaces anew.
  let end = bare.length;
  while (end > 0 && /[\s;]/.test(bare[end - 1])) end--;
  return text.slice(0, end);
}

/** True where it names one of the tables outside texts and comments. */
export function names(text: string, tables: string[]): boolean {
  const bare = text.replace(parts, (part) => part.startsWith('"') ? part : " ");
  return tables.some((table) => new RegExp(`\\b${table}\\b`, "i").test(bare));
}

/** The text on one line, without comments, for a list and for a shell. */
export const oneLine = (text: string): string =>
  text.replace(parts, (part) => isComment(part) ? "\n" : part).split("\n")
    .map((line) => line.trim()).filter(Boolean).join(" ");

/** Words that DuckDB does not take for a column's name. */
const reserved = new Set(
  ("all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast " +
    "check collate collation column columns concurrently constraint create cross default deferrable desc describe " +
    "distinct do else end except false fetch for foreign freeze from full generated glob group having ilike in " +
    "initially inner intersect into is isnull join lambda lateral leading left like limit map natural not notnull " +
    "null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify " +
    "references returning right select semi show similar some struct summarize symmetric table tablesample then to " +
    "trailing true try_cast union unique unpack unpivot using variadic verbose when where window with")
    .split(" "),
);

/** A name as SQL writes it: with quotes where it needs them. */
export const sqlName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
