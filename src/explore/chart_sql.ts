/** The rows of a chart: DuckDB's answer to a question over the whole answer. Pure. */
import type { ChartSettings } from "./chart_settings.js";
import type { Plan } from "./chart_terms.js";
import { sqlName } from "./query_text.js";
import type { Column } from "./result_table.js";

/** Marks that a drawing holds; of more rows it shows as many, chosen by a hash of their place. */
export const mostMarks = 5000;

export interface ChartSql {
  /** The chart's rows. */
  rows: string;
  /** How many rows of the answer have a value for every axis, `n`. */
  count: string;
}

/** Ends of the numbers of a column, `low` and `high`. */
export const rangeSql = (column: Column, from: string, log: boolean): string => {
  const x = `CAST(${sqlName(column.name)} AS DOUBLE)`;
  const positive = log ? ` AND ${x} > 0` : "";
  return `SELECT min(${x}) AS low, max(${x}) AS high FROM ${from} WHERE isfinite(${x})${positive}`;
};

/** Questions to `from`, which is what stands behind FROM; `rows` are those of the answer. */
export function chartSql(
  plan: Plan,
  { summary }: ChartSettings,
  from: string,
  rows: number,
): ChartSql {
  const { select, channels, measured, needs, grouped } = plan;
  const conditions = needs.map(({ column, log }) => {
    const value = `CAST(${sqlName(column.name)} AS DOUBLE)`;
    return `isfinite(${value})${log ? ` AND ${value} > 0` : ""}`;
  });
  const asked = conditions.length ? `${from}\nWHERE ${conditions.join(" AND ")}` : from;
  const names = [...select.keys()].map(sqlName);
  const list = [...select].map(([name, sql]) =>
    sql === sqlName(name) ? sql : `${sql} AS ${sqlName(name)}`
  ).join(", ");
  const count = `SELECT count(*)::DOUBLE AS n FROM ${asked}`;
  if (!grouped) {
    if (rows <= mostMarks) return { rows: `SELECT ${list}\nFROM ${asked}`, count };
    // By a hash: every n-th row would follow one of those who take turns.
    const place = '"place in the answer"';
    return {
      rows: `SELECT ${names.join(", ")}
FROM (SELECT ${list}, row_number() OVER () AS ${place}\nFROM ${asked})
ORDER BY hash(${place})\nLIMIT ${mostMarks}`,
      count,
    };
  }
  // Names stand in the order of what is measured of them.
  const first = sqlName(channels[measured]!.field);
  const other = channels[measured === "x" ? "y" : "x"];
  const order = other?.kind === "nominal"
    ? [`${first}${summary === "count" ? " DESC" : ""}`, ...names.filter((name) => name !== first)]
    : names;
  return {
    rows: `SELECT ${list}\nFROM ${asked}\nGROUP BY ALL\nORDER BY ${
      order.join(", ")
    }\nLIMIT ${mostMarks}`,
    count,
  };
}
