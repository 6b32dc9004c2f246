/** Sentence and tables of the outliers page. */
import {
  metricField,
  statisticFields,
  systemShown,
  valueShown,
} from "../components/metric_fields.js";
import { type Field, markup, rowTable } from "../components/row_table.js";
import { numbers, region } from "../components/table.js";
import type { Flagged } from "../rows/flag_tables.js";
import { type Statistics, statisticsOf } from "../rows/statistics.js";
import { type Choice, numberOf, type Row, rowKey, type System } from "../rows/systems.js";
import { groupOf } from "../words/board_id.js";
import { count, escapeHtml, significant } from "../words/format.js";
import { pageHref } from "../words/links.js";
import type { Computed } from "./outliers_select.js";
import { ruleWords } from "./outliers_words.js";

type Finding = Pick<Computed, "selected" | "values" | "flagged" | "rule" | "m">;

/** "183×", "0.42×". */
export const times = (x: number): string => `${x >= 10 ? x.toFixed(0) : x.toFixed(2)}×`;

/** The answer: how many, which way, and the oddest one. */
export function findingHtml({ selected, values, flagged, rule, m }: Finding): string {
  if (!values.length) {
    return `<b>No request here has a value of this metric.</b> ${
      escapeHtml(m.label)
    } was not observed in these runs.`;
  }
  const ok = selected.filter((r) => r.status === "ok").length;
  const failed = selected.filter((r) => r.status === "failed").length;
  const high = flagged.filter((f) => f.flag.ratio > 1).length;
  const [above, below] = m.better === "higher"
    ? ["for being fast", "for being slow"]
    : m.better === "lower"
    ? ["for being slow", "for being fast"]
    : ["above their run’s median", "below it"];
  const by = ruleWords(rule);
  const more = failed ? `${count(failed)} more failed` : "none failed";
  if (!flagged.length) {
    return `<b>None of ${count(ok)} succeeded requests is flagged by ${by};</b> ${more}.`;
  }
  const [{ row, s, flag }] = flagged;
  const value = (x: number) => `${significant(x)}${m.unit ? ` ${m.unit}` : ""}`;
  const x = row[m.name] as number;
  return `<b>${count(flagged.length)} of ${count(ok)} succeeded requests ${
    flagged.length === 1 ? "is" : "are"
  } flagged by ${by},</b> ${count(high)} ${above} and ${
    count(flagged.length - high)
  } ${below}; ${more}. The oddest, request ${numberOf(row)} of ${escapeHtml(s.label)}, has ${
    value(x)
  } in a run whose median is ${value(x / flag.ratio)}.`;
}

/** A line of the table of statistics: all of a system's requests, or those that are kept. */
interface Line {
  s: System;
  st: Statistics;
  /** Those of all its requests, and how many are left out. */
  all?: Statistics;
  gone?: number;
}

/** The eight statistics of each system; where requests are left out, a second line without them. */
export function statisticsHtml(systems: System[], m: Choice, out: Set<Row> | null): string {
  const of = (rows: Row[]) => statisticsOf(rows, m.name, m.better, "succeeded");
  const lines = systems.flatMap((s): Line[] => {
    const all = of(s.rows), kept = s.rows.filter((r) => !out?.has(r));
    const gone = s.rows.length - kept.length;
    return [{ s, st: all }, ...(gone ? [{ s, st: of(kept), all, gone }] : [])];
  });
  const fields: Field<Line>[] = [
    {
      head: "System",
      show: ({ s, all }) => all ? markup`<span class="vh">${s.label}</span>` : systemShown(s),
    },
    { head: "Requests", show: ({ gone }) => gone ? `without ${count(gone)}` : "all" },
    { head: numbers("n"), show: ({ st }) => count(st.n) },
    ...statisticFields(
      m,
      lines,
      (line) => line.st,
      ({ st, all = st }, name, print) =>
        print(all[name]) === print(st[name])
          ? print(st[name])
          : markup`<span class="moved">${print(st[name])}</span>`,
    ),
  ];
  const attributes = ({ s, gone }: Line) => ({
    ...gone ? { class: "wo", "data-without": gone } : {},
    "data-key": s.key,
  });
  return region("Statistics with and without", rowTable(fields, lines, { kind: "", attributes }));
}

/** Metrics beside the one that flags. */
export const besideOf = (m: Choice, choices: Choice[]): Choice[] =>
  choices.filter(({ name }) => /^(e2e_latency_s|output_tokens)$/.test(name) && name !== m.name);

/** Flagged requests as a table, each with a link that opens it. */
export function flaggedHtml(some: Flagged[], m: Choice, choices: Choice[]): string {
  const href = (row: Row) =>
    pageHref("outliers", {
      workload: groupOf(String(row.board)),
      metric: m.name,
      open: rowKey(row),
    });
  const own = metricField<Flagged>(m, some, ({ row }) => row[m.name]);
  const fields: Field<Flagged>[] = [
    {
      head: "System",
      show: ({ s, row }) =>
        markup`<a href="${href(row)}" class="open" data-open="${rowKey(row)}">${
          systemShown(s)
        }<span class="vh">, request ${numberOf(row)}</span></a>`,
    },
    { head: numbers("No."), show: ({ row }) => numberOf(row) },
    { ...own, show: (f) => markup`<b>${own.show(f)}</b>` },
    { head: numbers("to its median"), show: ({ flag }) => times(flag.ratio) },
    { head: numbers("robust z"), show: ({ flag }) => valueShown(flag.z, 1) },
    {
      head: "Flags",
      kind: "fl",
      show: ({ flag }) => [flag.mad && "MAD", flag.tukey && "Tukey"].filter(Boolean).join(", "),
    },
    ...besideOf(m, choices).map((x) => metricField<Flagged>(x, some, ({ row }) => row[x.name])),
  ];
  return region("Flagged requests", rowTable(fields, some, { kind: "flagged" }));
}
