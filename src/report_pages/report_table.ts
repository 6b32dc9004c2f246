/** The table of a report: a row per system, each column in an order that a reader chooses. */
import { takeHtml } from "../components/figure.js";
import { nothing } from "../components/metric_fields.js";
import { providerMark } from "../components/provider_marks.js";
import { type Field, markup, rowTable, type Shown } from "../components/row_table.js";
import { region } from "../components/table.js";
import { count, ends, escapeHtml, significant } from "../words/format.js";
import { shareText } from "./report_answer.js";
import {
  type Drawn,
  type Named,
  type NamedBoard,
  type Report,
  targetsOf,
  titleOf,
} from "./report_data.js";
import { tableSql } from "./report_sql.js";

/** A column of numbers: what is sorted, and what is shown. */
interface Column {
  head: string;
  /** In words where the head is short. */
  value: (s: Named) => number | null;
  show: (s: Named) => Shown;
}

const weakShown = (text: string, why: string | null): Shown =>
  why ? markup`<span class="weak" title="Too few requests: it ${why}">${text}</span>` : text;

function columnsOf(report: Report): Column[] {
  const { definition, metrics } = report;
  const ordered = metrics.toSorted((a, b) =>
    Number(b.name === definition.metric) - Number(a.name === definition.metric)
  );
  return [
    {
      head: "Attempts",
      value: (s) => s.attempts,
      show: (s) => count(s.attempts),
    },
    {
      head: "Succeeded",
      value: (s) => s.succeeded,
      show: (s) => count(s.succeeded),
    },
    ...ordered.flatMap((m): Column[] => [
      {
        head: `${m.label}, ${m.unit}, median`,
        value: (s) => s.measures[m.name].median,
        show: (s) => {
          const { median, interval, weak } = s.measures[m.name];
          return median === null
            ? nothing
            : interval
            ? markup`${significant(median)} <small>${ends(median, interval)}</small>`
            : weakShown(significant(median), weak);
        },
      },
      ...m.name !== definition.metric ? [] : [{
        head: "P95",
        value: (s: Named) => s.measures[m.name].p95,
        show: (s: Named) => {
          const { p95, weak_p95 } = s.measures[m.name];
          return p95 === null ? nothing : weakShown(significant(p95), weak_p95);
        },
      }, {
        head: "Rank",
        value: (s: Named) => s.measures[m.name].rank?.[0] ?? null,
        show: (s: Named) => {
          const { rank } = s.measures[m.name];
          return rank === null
            ? markup`<span class="weak" title="${s.below.join("; ")}">not ranked</span>`
            : rank[0] === rank[1]
            ? rank[0]
            : `${rank[0]}–${rank[1]}`;
        },
      }],
    ]),
    {
      head: "Within the limits",
      value: (s) => s.attempts ? s.within.kept / s.attempts : null,
      show: (s) =>
        markup`${count(s.within.kept)} <small>${
          shareText(s.within.kept, s.attempts, s.within.low, s.within.high)
        }</small>`,
    },
    {
      head: "1,000 requests, mean, $",
      value: (s) => s.cost?.mean_usd ?? null,
      show: (s) =>
        typeof s.cost?.mean_usd === "number" ? significant(1000 * s.cost.mean_usd) : nothing,
    },
  ];
}

/** A heading that sorts; without a script it is text. */
const headHtml = (text: string, at: number) =>
  `<button type="button" data-column="${at}">${escapeHtml(text)}</button>`;

/** The table of one board, in the order of the report's metric. */
export function tableHtml(board: NamedBoard, report: Report): string {
  const columns = columnsOf(report);
  const fields: Field<Named>[] = [
    {
      head: headHtml("System", 0),
      show: ({ provider, label, simulated }) =>
        markup`${{ html: providerMark(provider, simulated) }}${{ html: "&#160;" }}${label}${
          simulated ? markup` <small>simulated</small>` : ""
        }`,
    },
    ...columns.map(({ head, show, value }, i): Field<Named> => ({
      head: { numbers: headHtml(head, i + 1) },
      label: head,
      show: (s) =>
        markup`<span data-value="${value(s) === null ? "" : String(value(s))}">${show(s)}</span>`,
    })),
  ];
  return region(
    `Systems, ${titleOf(board)}`,
    rowTable(fields, board.systems, {
      kind: "stack report",
      attributes: ({ name, run_id }) => ({ "data-system": name, "data-run": run_id }),
    }),
  );
}

/** SQL of the table of one board. */
export const boardSql = (
  { location, systems }: Pick<Drawn["boards"][number], "location" | "systems">,
  { metric, metrics, limits }: Pick<Drawn, "metric" | "metrics" | "limits">,
): string =>
  tableSql(
    targetsOf(location, systems),
    metrics.map((m) => m.name),
    metrics.find((m) => m.name === metric)!,
    limits,
  );

/** The lines below the tables, in the order of the boards: their files and their SQL. */
export const takeLines = (drawn: Drawn): string[] =>
  drawn.boards.map((board, i) =>
    takeHtml({
      id: i ? `systems-${i + 1}` : "systems",
      title: "Systems of the report",
      caption:
        `${board.title}. Medians and P95 of succeeded requests; within_limits: attempts that succeeded and are ` +
        `known to keep both limits, ${drawn.limits.ttft_s} s and ${drawn.limits.decode_tokens_per_s} tokens/s.`,
      data: () => board.table,
      sql: boardSql(board, drawn),
      up: "../",
    })
  );

/** Lets headings sort every such table below `root`: by a second press the other way round, null always last. */
export function sortTables(root: HTMLElement): void {
  root.addEventListener("click", ({ target }) => {
    const button = (target as HTMLElement).closest<HTMLElement>("table.report [data-column]");
    if (!button) return;
    const head = button.closest("th")!;
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement!.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = head.closest("table")!.tBodies[0];
    const at = Number(button.dataset.column);
    const rows = [...body.rows].map((row) => ({ row, key: keyAt(row.cells[at]) }));
    rows.sort((a, b) => a.key === null ? 1 : b.key === null ? -1 : order(a.key, b.key, up));
    body.append(...rows.map(({ row }) => row));
  });
}

function keyAt(cell: HTMLTableCellElement): number | string | null {
  const value = cell.querySelector<HTMLElement>("[data-value]")?.dataset.value;
  return value === undefined ? cell.textContent!.trim() : value === "" ? null : Number(value);
}

const order = (a: number | string, b: number | string, up: boolean): number =>
  (up ? 1 : -1) *
  (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
