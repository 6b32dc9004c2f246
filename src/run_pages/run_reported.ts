/** What another harness printed of a run that was imported from it: its own figures, by its own names. */
import type { RunPage } from "@/benchmarks/queries/runs/run_pages.ts";
import { nothing } from "../components/metric_fields.js";
import { code, markup, rowTable, type Shown } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import { harnessName } from "../shared/harness_names.js";
import { count, significant } from "../words/format.js";

type Figure = NonNullable<RunPage["run"]["reported"]>[number];

/** Columns, and what the harnesses call each of them. */
const columns: [head: string, names: string[]][] = [
  ["Mean", ["mean", "avg", "average", "value"]],
  ["P50", ["p50", "median"]],
  ["P90", ["p90"]],
  ["P95", ["p95"]],
  ["P99", ["p99"]],
  ["Max", ["max"]],
];

const shown = ({ statistics }: Figure, names: string[]): Shown => {
  const name = names.find((n) => n in statistics);
  return name === undefined ? nothing : significant(statistics[name]);
};

/** The table; folded away where the run has rows to compute from, "" where nothing was printed. */
export function reportedHtml({ run: { reported, imported_from, rows } }: RunPage): string {
  if (!Array.isArray(reported) || !reported.length) return "";
  const some = columns.filter(([, names]) =>
    reported.some(({ statistics }) => names.some((n) => n in statistics))
  );
  const title = `What ${harnessName(imported_from ?? "its source")} printed`;
  const table = region(
    title,
    rowTable<Figure>([
      {
        head: "Figure",
        show: ({ name, definition }) =>
          definition ? markup`${code(name)}<br><span class="cap">${definition}</span>` : code(name),
      },
      { head: "Unit", label: "unit", show: ({ unit }) => unit || nothing },
      {
        head: numbers("Requests"),
        show: ({ n }) => n === null ? nothing : count(n),
      },
      ...some.map(([head, names]) => ({
        head: numbers(head),
        show: (figure: Figure) => shown(figure, names),
      })),
    ], reported),
  );
  const said =
    markup`<p class="cap">As its file has them, by its own definitions; none is ${
      rows ? "computed from the rows" : "comparable with figures of other tools"
    }.</p>`.html;
  return rows
    ? `<details><summary>${markup`${title}`.html}</summary>${said}${table}</details>`
    : `<h2>${markup`${title}`.html}</h2>${said}${table}`;
}
