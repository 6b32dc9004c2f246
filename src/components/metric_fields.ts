/** Columns of metrics and of their statistics; the numbers of one column have as many decimals. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import { statisticLabel, type StatisticName, statisticNames } from "../rows/statistics.js";
import type { Statistics } from "../rows/statistics.js";
import { columnDecimals } from "../words/decimals.js";
import { fixed } from "../words/format.js";
import { providerMark } from "./provider_marks.js";
import { type Field, type Html, markup, type Shown } from "./row_table.js";
import { numbers } from "./table.js";

/** What was not observed. */
export const nothing: Html = { html: '<span class="null">null</span>' };

/** A number with so many decimals, thousands as "1.0k" unless `print` says otherwise; null as null. */
export const valueShown = (value: unknown, decimals: number, print = fixed): Shown =>
  typeof value === "number" ? print(value, decimals) : nothing;

/** "Time to first token, s"; "Output tokens" has its unit in its name. */
export const titleOf = ({ label, unit }: Pick<MetricInfo, "label" | "unit">): string =>
  unit && !label.endsWith(` ${unit}`) ? `${label}, ${unit}` : label;

/** A system's mark and name. */
export const systemShown = ({ provider, label }: { provider: string; label: string }): Html =>
  markup`${{ html: providerMark(provider) }}${{ html: "&#160;" }}${label}`;

/** A column of a metric; `of` gives its value in a row. */
export function metricField<R>(
  m: MetricInfo,
  rows: R[],
  of: (row: R) => unknown,
  least = m.digits,
  print = fixed,
): Field<R> {
  const decimals = columnDecimals(rows.map((row) => of(row) as number | null), least);
  return { head: numbers(titleOf(m)), show: (row) => valueShown(of(row), decimals, print) };
}

/** The eight statistics; `as` may say more of one than its number does. */
export const statisticFields = <R>(
  { digits }: MetricInfo,
  rows: R[],
  of: (row: R) => Statistics,
  as: (row: R, name: StatisticName, print: (value: number | null) => Shown) => Shown = (
    row,
    name,
    print,
  ) => print(of(row)[name]),
): Field<R>[] =>
  statisticNames.map((name) => {
    const decimals = columnDecimals(rows.map((row) => of(row)[name]), digits);
    return {
      head: numbers(statisticLabel(name)),
      show: (row) =>
        markup`<span data-statistic="${name}">${
          as(row, name, (value) => valueShown(value, decimals))
        }</span>`,
    };
  });
