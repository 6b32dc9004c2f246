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

/** The place among rivals; where a system stands by several runs, how it is beside the run before. */
function standingColumn(board: NamedBoard, metric: string): Column {
  if (!board.repeated) {
    return {
      head: "Rank",
      value: (s) => s.measures[metric].rank?.[0] ?? null,
      show: (s) => {
        const { rank } = s.measures[metric];
        return rank === null
          ? markup`<span class="weak" title="${s.below.join("; ")}">not ranked</span>`
          : rank[0] === rank[1]
          ? rank[0]
          : `${rank[0]}–${rank[1]}`;
      },
    };
  }
  const of = (s: Named) =>
    board.changes.find((c) =>
      c.to === s.run_id && c.provider === s.provider && c.model === s.model
    );
  return {
    head: "To the run before",
    value: (s) => of(s)?.ratio ?? null,
    show: (s) => {
      const change = of(s);
      if (!change) return markup`<span class="weak">first run</span>`;
      const { ratio, low, high, verdict } = change;
      return ratio === null || low === null || high === null
        ? nothing
        : markup`${ratio.toFixed(2)} <small>${low.toFixed(2)}–${
          high.toFixed(2)
        }, ${verdict}</small>`;
    },
  };
}

const isPriced = (s: Named) => typeof s.cost?.mean_usd === "number";

function columnsOf(board: NamedBoard, report: Report): Column[] {
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
      }, standingColumn(board, m.name)],
    ]),
    {
      head: "Within the limits",
      value: (s) => s.attempts ? s.within.kept / s.attempts : null,
      show: (s) =>
        markup`${count(s.within.kept)} <small>${
          shareText(s.within.kept, s.attempts, s.within.low, s.within.high)
        }</small>`,
    },
    // Where nobody has a price, a sentence below says so once.
    ...board.systems.some(isPriced)
      ? [{
        head: "1,000 requests, mean, $",
        value: (s: Named) => s.cost?.mean_usd ?? null,
        show: (s: Named) => isPriced(s) ? significant(1000 * s.cost!.mean_usd!) : "no price",
      }]
      : [],
  ];
}

/** A heading that sorts; without a script it is text. */
const headHtml = (text: string, at: number) =>
  `<button type="button" data-column="${at}">${escapeHtml(text)}</button>`;

/** The table of one board, in the order of the report's metric. */
export function tableHtml(board: NamedBoard, report: Report): string {
  const columns = columnsOf(board, report);
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
