/** Tables of page `/audit`: published cells beside what the raw rows give. */
import type { AuditCell } from "@/benchmarks/queries/audit.ts";
import { link, rowTable, runLink, type Shown } from "../components/row_table.js";
import { numbers } from "../components/table.js";
import { escapeHtml } from "../words/format.js";
import { pageHref } from "../words/links.js";
import { providerLabel } from "../words/providers.js";

export type Cell = AuditCell;

/** "Groq 70B". */
export const system = (c: { provider: string; model_size: string }): string =>
  `${providerLabel(c.provider)} ${c.model_size.toUpperCase()}`;
/** The same as a link to the run that it is of. */
const systemShown = (c: Cell): Shown => c.run_id ? runLink(c.run_id, system(c)) : system(c);
const statistic = (name: string) => name.replace(/^p/, "P");
const raw = (c: Cell) => c.raw.toFixed(4);

/** Address of the requests that a cell was computed from. */
export function cellLink(c: Cell): string {
  return pageHref("requests", {
    run_id: c.run_id,
    provider: c.provider,
    model_size: c.model_size,
    population: "llmperf",
    metric: c.metric,
    at: c.statistic,
  });
}

/** How many of the cells are a matter of rounding, by the first words of their reason, and how many are not. */
export function reasonsText(bad: Cell[]): string {
  const rounding = bad.filter((c) => /^(cut off|rounded)/.test(c.why ?? "")).length;
  const rest = bad.filter((c) => !/^(cut off|rounded)/.test(c.why ?? ""));
  const rows = [...new Set(rest.map((c) => `${system(c)}, ${c.label.toLowerCase()}`))];
  const parts = [
    ...(rounding ? [`${rounding} differ by how they were rounded or interpolated`] : []),
    ...(rest.length ? [`${rest.length} cannot come from these requests (${rows.join("; ")})`] : []),
  ];
  return bad.length ? `Of the ${bad.length} others, ${escapeHtml(parts.join(", and "))}.` : "";
}

/** The cells that do not follow, one per row, with the reason. */
export const badHtml = (bad: Cell[]): string =>
  rowTable<Cell>([
    { head: "System", show: systemShown },
    { head: "Metric", show: (c) => `${c.label}, ${c.unit}` },
    { head: "Statistic", show: (c) => statistic(c.statistic) },
    { head: numbers("Published"), show: (c) => c.published },
    {
      head: numbers("Raw data"),
      show: (c) => link(cellLink(c), raw(c), { class: "num" }),
    },
    { head: "Why", kind: "words", show: (c) => c.why },
  ], bad);

/** Every cell as published, a row per system and metric, in the order of the source. */
export function allHtml(cells: Cell[]): string {
  const names = [...new Set(cells.map((c) => c.statistic))];
  const rows = [...Map.groupBy(cells, (c) => `${c.metric}\n${system(c)}`).values()];
  const cellOf = (own: Cell[], name: string) => own.find((c) => c.statistic === name);
  return rowTable<Cell[]>(
    [
      { head: "System", show: ([first]) => systemShown(first) },
      ...names.map((name) => ({
        head: numbers(statistic(name)),
        fails: (own: Cell[]) => cellOf(own, name)?.follows === false,
        show: (own: Cell[]) => {
          const c = cellOf(own, name);
          return c
            ? link(cellLink(c), `${c.published}${c.follows ? "" : " ≠"}`, {
              class: "num",
              title: `raw data: ${raw(c)}`,
            })
            : null;
        },
      })),
    ],
    rows,
    {
      kind: "",
      groups: {
        by: ([{ metric }]) => metric,
        heading: ([[{ label, unit }]]) => `${label}, ${unit}`,
      },
    },
  );
}
