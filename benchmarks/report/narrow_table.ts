/** A table for a terminal of any width. */
import { table } from "./table.ts";

/** Narrower than this no column becomes. */
const leastWidth = 12;

/**
 * The table in at most `width` characters a line. Texts of the widest columns are cut, those of `whole` never; where
 * that is not enough, columns of `spared` are left out, the first ones first, and a last line names them. Where even
 * then a line is too long, it is.
 */
export function narrowTable(
  columns: string[],
  rows: unknown[][],
  width: number,
  { whole, spared }: { whole: string[]; spared: string[] },
): string {
  const left: string[] = [];
  let kept = columns;
  const cut = () => {
    const some = rows.map((row) => kept.map((name) => row[columns.indexOf(name)]));
    return cutTable(kept, some, width, whole);
  };
  let text = cut();
  for (const name of spared) {
    if (fits(text, width)) break;
    if (!kept.includes(name)) continue;
    left.push(name);
    kept = kept.filter((one) => one !== name);
    text = cut();
  }
  return left.length
    ? `${text}\nToo wide for this terminal: ${left.join(", ")}; --json has all.`
    : text;
}

const fits = (text: string, width: number): boolean =>
  text.split("\n").every((line) => line.length <= width);

function cutTable(columns: string[], rows: unknown[][], width: number, whole: string[]): string {
  const widths = columns.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => String(row[i] ?? "").length))
  );
  const least = columns.map((name, i) =>
    whole.includes(name) || rows.some((row) => typeof row[i] === "number")
      ? widths[i]
      : Math.min(widths[i], Math.max(name.length, leastWidth))
  );
  const gaps = 2 * (columns.length - 1);
  const over = () => widths.reduce((sum, w) => sum + w, gaps) - width;
  while (over() > 0) {
    const spare = widths.map((w, i) => w > least[i] ? w : 0);
    const widest = Math.max(...spare);
    if (!widest) break;
    widths[spare.indexOf(widest)]--;
  }
  return table(
    columns,
    rows.map((row) =>
      row.map((value, i) =>
        typeof value === "string" && value.length > widths[i]
          ? `${value.slice(0, widths[i] - 1)}…`
          : value
      )
    ),
  );
}
