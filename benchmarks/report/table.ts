/** Aligned tables for the terminal. */

/**
 * Columns and cells as text: numbers to the right, null as `null`. Where a line would be longer than `maxWidth`,
 * the first column gives way: the middle of its cells is left out. `numbers` names columns whose texts are numbers.
 */
export function table(
  columns: string[],
  rows: unknown[][],
  maxWidth = Infinity,
  numbers: string[] = [],
): string {
  const text = rows.map((row) => row.map(cell));
  columns = columns.map(printable);
  const numeric = columns.map((name, i) =>
    numbers.includes(name) ||
    rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === "number")
  );
  const width = columns.map((name, i) =>
    Math.max(name.length, ...text.map((row) => row[i].length))
  );
  const others = width.slice(1).reduce((sum, w) => sum + w + 2, 0);
  width[0] = Math.min(width[0], Math.max(columns[0].length, maxWidth - others));
  for (const row of text) row[0] = shortened(row[0], width[0]);
  const line = (cells: string[]) =>
    cells.map((c, i) => (numeric[i] ? c.padStart(width[i]) : c.padEnd(width[i]))).join("  ")
      .trimEnd();
  return [line(columns), width.map((w) => "─".repeat(w)).join("  "), ...text.map(line)].join("\n");
}

/** Characters that move a terminal's cursor, colour it, or turn the order of letters round. */
const unprintable = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Text that others wrote, such as labels and a server's error, as one line that a terminal only shows. */
export const printable = (text: string): string =>
  text.replace(unprintable, (c) => {
    const known: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
    return known[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });

/** The same of a text of several lines; in JSON the escapes are JSON's own, so that it says what it said. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

/** A table; where it would be wider than `width`, every row by itself instead, a line a column. */
export function fittingTable(columns: string[], rows: unknown[][], width: number): string {
  const whole = table(columns, rows);
  if (whole.split("\n").every((line) => line.length <= width)) return whole;
  columns = columns.map(printable);
  const names = Math.max(...columns.map((name) => name.length));
  return rows.map((row, n) =>
    [
      `── row ${n + 1} ──`,
      ...row.map((value, i) => `${columns[i].padEnd(names)}  ${cell(value)}`),
    ].join("\n")
  ).join("\n");
}

/**
 * A table; where it would be wider than `width`, a paragraph a row instead: its first cell, and below it the others
 * behind the names of their columns, as many in a line as there is room for.
 */
export function readableTable(columns: string[], rows: unknown[][], width: number): string {
  const whole = table(columns, rows);
  if (whole.split("\n").every((line) => line.length <= width)) return whole;
  const [, ...names] = columns.map(printable);
  return rows.map(([first, ...others]) => {
    const lines = [cell(first), ""];
    for (const [i, value] of others.entries()) {
      const said = `${names[i]}: ${cell(value)}`;
      const longer = lines.at(-1) ? `${lines.at(-1)}; ${said}` : `  ${said}`;
      if (lines.at(-1) && longer.length > width) lines.push(`  ${said}`);
      else lines[lines.length - 1] = longer;
    }
    return lines.join("\n");
  }).join("\n");
}

/** Characters that a line of standard output has room for; without end where it is no terminal. */
export const terminalWidth = (): number =>
  Deno.stdout.isTerminal() ? Deno.consoleSize().columns : Infinity;

function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor((length - 1) / 2);
  return `${text.slice(0, length - 1 - end)}…${end ? text.slice(-end) : ""}`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" && !Number.isInteger(value)) {
    return String(Number(value.toPrecision(6)));
  }
  const text = printable(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
