/** What a reader takes away from the outliers page: its panels and two tables, each with its data and SQL. */
import { outlierPlot, type PanelSize } from "../charts/outlier_panel.js";
import { takeHtml, type Taken } from "../components/figure.js";
import { flaggedSql, type FlagsAsked, flagsSql, unflaggedSql } from "../rows/flag_sql.js";
import { flaggedTable, flagsTable } from "../rows/flag_tables.js";
import * as sql from "../rows/request_sql.js";
import type { Asked } from "../rows/request_sql.js";
import { ordered, statisticsTable } from "../rows/request_tables.js";
import type { Choice, Row } from "../rows/systems.js";
import { count } from "../words/format.js";
import { type Drawn, panelOf } from "./outliers_panels.js";
import { titleOf } from "../components/metric_fields.js";
import type { Computed } from "./outliers_select.js";
import { besideOf } from "./outliers_tables.js";
import * as words from "./outliers_words.js";

/** The selection as a condition on view `requests`; null where there is none. */
function selectedSql({ range, all }: Computed): string | null {
  if (!range) return null;
  const first = all.find((s) => s.key === range.key)?.rows.slice(0, 1) ?? [];
  const [target] = sql.targetsOf(first);
  const named = target ? sql.nameColumns.filter((column) => target[column] !== null) : [];
  const of = named.map((column) => ` AND ${column} = ${sql.quote(target[column]!)}`);
  return `(request_index + 1 BETWEEN ${range.from} AND ${range.to}${of.join("")})`;
}

/** What the page's key says, for a drawing that stands by itself. */
const marksWords = "Diamond: flagged by both rules. Ring: by one. Line: median of the run. " +
  "Red tick: failed, no value. Shaded: selected.";

/** The figures of what is computed. */
export interface Figures {
  panels: string;
  statistics: string;
  flagged: string;
}

/**
 * The lines below the panels and the tables. `out` are the requests left out of the second lines of statistics, null
 * where there are none; `remarks` stand in the SQL; a panel is of `size`, so many `columns` of them side by side.
 */
export function figuresOf(
  c: Computed,
  out: Set<Row> | null,
  choices: Choice[],
  remarks: string[],
  { size, columns }: Drawn,
): Figures {
  const { systems, m, range, inside } = c;
  const title = titleOf(m);
  const asked = {
    metric: m,
    targets: sql.targetsOf(systems.map((s) => s.rows[0])),
    selected: selectedSql(c),
    remarks,
  };
  const rule = c.rule === "both" ? "mad AND tukey" : c.rule;
  const more = besideOf(m, choices).map(({ name }) => name);
  return {
    panels: systems.length === 0 ? "" : takeHtml({
      id: "panels",
      title: `Every request in run order: ${title}, log scale`,
      caption: `${words.panelCaption(c)} ${marksWords}`,
      spec: panelsSpec(c, size, columns),
      data: () => flagsTable(systems, m.name, range && inside),
      sql: flagsSql(asked),
    }),
    statistics: takeHtml({
      id: "statistics",
      title: `Statistics of ${title}`,
      caption: words.statisticsCaption(c, out && out.size),
      ...statisticsWithout(c, asked, rule, out),
    }),
    flagged: takeHtml({
      id: "flagged",
      title: `${words.flaggedHeading(c)}: ${title}`,
      caption: words.flaggedCaption(c, c.flagged.length),
      data: () => flaggedTable(c.flagged, m.name, more),
      sql: flaggedSql(asked, rule, more),
    }),
  };
}

/** Each panel with its axes, as one drawing. */
const panelsSpec = (c: Computed, size: PanelSize, columns: number) => ({
  columns,
  concat: c.systems.map((s) => ({
    ...outlierPlot(
      panelOf(c, s, size),
      c.range && (!c.range.key || c.range.key === s.key) && c.range.from <= s.last ? c.range : null,
    ),
    title: { text: `${s.label}, n ${count(s.rows.length)}`, anchor: "start", offset: 16 },
  })),
  config: {
    view: { stroke: null },
    title: { color: "var(--tb-text)", font: "Inter", fontSize: 12 },
  },
});

/** The statistics of each system, and a second time without what is left out of it. */
function statisticsWithout(
  { systems }: Computed,
  flags: FlagsAsked,
  rule: string,
  out: Set<Row> | null,
): Pick<Taken, "data" | "sql"> {
  const asked: Asked = { ...flags, population: "succeeded" };
  const rows = systems.flatMap((s) => s.rows);
  if (!out) return { data: () => statisticsTable(rows, asked), sql: sql.statisticsSql(asked) };
  const names = sql.namesOf(asked.targets);
  const fewer = systems.filter((s) => s.rows.some((r) => out.has(r)));
  const without: Asked = {
    ...asked,
    targets: sql.targetsOf(fewer.map((s) => s.rows[0])),
    where: [flags.selected ? `NOT ${flags.selected}` : unflaggedSql(flags, rule)],
    remarks: [],
  };
  return {
    data() {
      const [all, rest] = [
        statisticsTable(rows, asked),
        statisticsTable(rows.filter((r) => !out.has(r)), without),
      ];
      const both = [["all", all], ["without", rest]] as const;
      return {
        columns: ["requests", ...all.columns],
        rows: ordered(
          both.flatMap(([requests, { rows }]) => rows.map((row) => ({ requests, ...row }))),
          [...names, "requests"],
        ),
      };
    },
    sql: `${sql.remarksOf(asked)}SELECT 'all' AS requests, * FROM (
${sql.statisticsSql({ ...asked, remarks: [] })})
UNION ALL
SELECT 'without' AS requests, * FROM (
${sql.statisticsSql(without)})
ORDER BY ${names.join(", ")}, requests`,
  };
}
