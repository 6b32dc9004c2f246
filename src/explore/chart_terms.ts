/** What charts of an answer are planned with: axes, expressions, and the SQL of values. Pure. */
import { type ChartSettings, type Kind, kindOf, type Units } from "./chart_settings.js";
import { sqlName } from "./query_text.js";
import type { Column } from "./result_table.js";

/** What is drawn along an axis or as a colour. */
export interface Channel {
  /** A column of the chart's rows. */
  field: string;
  title: string;
  kind: Kind;
  log: boolean;
}
export interface Plan {
  /** Expressions over the answer, by their names in the chart's rows. */
  select: Map<string, string>;
  channels: Partial<Record<"x" | "y" | "colour", Channel>>;
  /** The axis of the numbers: what bars measure, and boxes. */
  measured: "x" | "y";
  /** Columns of numbers that a row must have to be drawn; on a log axis they must be positive. */
  needs: { column: Column; log: boolean }[];
  /** Rows that share their names are summed up. */
  grouped: boolean;
}
/** The settings with the columns that they name. */
export interface Asked {
  settings: ChartSettings;
  x?: Column;
  y?: Column;
  colour?: Column;
  /** Whether the numbers that are measured stand on a log axis. */
  isLog: boolean;
  units: Units;
  title(words: string, column: Column): string;
  /** Ends of the numbers of a histogram. */
  range: [number, number];
}

/** About so many bars of a histogram; on a log axis so many per factor of ten. */
const [bars, barsPerTen] = [40, 10];
export const countSql = "count(*)::INTEGER";
export const summarySql: Record<string, ((x: string) => string) | undefined> = {
  median: (x) => `median(${x})`,
  mean: (x) => `avg(${x})`,
  p95: (x) => `quantile_cont(${x}, 0.95)`,
  min: (x) => `min(${x})`,
  max: (x) => `max(${x})`,
  sum: (x) => `sum(${x})`,
};

export const isNumeric = (column?: Column): column is Column =>
  column !== undefined && kindOf(column) === "quantitative";
export const valueSql = (column: Column): string =>
  /^(DOUBLE|FLOAT|TINYINT|SMALLINT|INTEGER|VARCHAR)$/.test(column.type)
    ? sqlName(column.name)
    : `CAST(${sqlName(column.name)} AS ${isNumeric(column) ? "DOUBLE" : "VARCHAR"})`;

/** Adds an expression, under a name of its own. */
export function add(plan: Plan, name: string, sql: string): string {
  while (plan.select.has(name) && plan.select.get(name) !== sql) name += "_";
  plan.select.set(name, sql);
  return name;
}
export const emptyPlan = (measured: "x" | "y", grouped: boolean): Plan => ({
  select: new Map(),
  channels: {},
  measured,
  needs: [],
  grouped,
});
export const rowsChannel = (plan: Plan): Channel => ({
  field: add(plan, "rows", countSql),
  title: "rows",
  kind: "quantitative",
  log: false,
});

/** SQL of the lower (0) or upper (1) edge of the range that a value lies in. */
export function edgeSql(log: boolean, [low, high]: [number, number], value: string) {
  const rough = high / bars - low / bars || 1; // the difference itself may be no number
  const ten = 10 ** Math.floor(Math.log10(rough));
  const width = Number(
    (ten * [1, 2, 5, 10].find((by) => rough <= by * ten * 1.001)!).toPrecision(1),
  );
  return (by: number) =>
    log
      ? `power(10, (floor(log10(${value}) * ${barsPerTen}) + ${by}) / ${barsPerTen})`
      : `(floor(${value} / ${width}) + ${by}) * ${width}`;
}
