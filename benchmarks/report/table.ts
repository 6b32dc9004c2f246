/** Aligned tables for the terminal. */

/** Columns and cells as text: numbers to the right, null as `null`. */
export function table(columns: string[], rows: unknown[][]): string {
  const text = rows.map((row) => row.map(cell));
  const numeric = columns.map((_, i) =>
    rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === "number")
  );
  const width = columns.map((name, i) =>
    Math.max(name.length, ...text.map((row) => row[i].length))
  );
  const line = (cells: string[]) =>
    cells.map((c, i) => (numeric[i] ? c.padStart(width[i]) : c.padEnd(width[i]))).join("  ")
      .trimEnd();
  return [line(columns), width.map((w) => "─".repeat(w)).join("  "), ...text.map(line)].join("\n");
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" && !Number.isInteger(value)) {
    return String(Number(value.toPrecision(6)));
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
