/** Text of a CSV that a spreadsheet would take for a formula, kept text (OWASP, "CSV Injection"). */

/** What formulas begin with, in full width too, and what spreadsheets skip before it. RE2 and JavaScript read it. */
const formula = "^[=+\\-@\\t\\r\\n\\x{FF0B}\\x{FF0D}\\x{FF1D}\\x{FF20}]";
/** A plain number is none, whatever its sign. */
const number = "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?$";

const begins = new RegExp(formula.replace(/\\x\{(\w+)\}/g, "\\u$1"));
const isNumber = new RegExp(number);

/** The text as a cell of a CSV: with an apostrophe before it where it would begin a formula. */
export const asCell = (text: string): string =>
  begins.test(text) && !isNumber.test(text) ? `'${text}` : text;

/** SQL of the same, over SQL of a text. */
export const asCellSql = (x: string): string =>
  `CASE WHEN regexp_matches(${x}, '${formula}') AND NOT regexp_matches(${x}, '${number}') ` +
  `THEN '''' || ${x} ELSE ${x} END`;
