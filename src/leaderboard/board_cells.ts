/** Parts of a table's row: each number a link to its requests. */
import type { System, View } from "../rows/board.js";
import { isValue } from "./board_view.js";
import { runQuery } from "../rows/chosen.js";
import { count, ends, escapeHtml, significant } from "../words/format.js";
import type { QuantileName } from "../rows/judgement.js";
import { external, pageHref } from "../words/links.js";
import { floors, type StatisticName } from "../rows/statistics.js";
import { tipHtml } from "../components/tip.js";

/** The statistics beside the median, in the table's order. */
export const statisticColumns: [StatisticName, string][] = [
  ["min", "min"],
  ["p25", "P25"],
  ["p75", "P75"],
  ["p95", "P95"],
  ["p99", "P99"],
  ["max", "max"],
  ["mean", "mean"],
];

/** Address of the requests behind a number. */
export function link(s: System, view: View, at: string): string {
  return escapeHtml(pageHref("requests", {
    ...runQuery(s),
    provider: s.provider,
    model: s.model,
    population: view.population,
    metric: view.metric.name,
    at,
  }));
}

/** Under a figure of the sample the one of all requests, in small. */
function exactHtml(s: System, view: View, name: StatisticName, print: (v: number) => string) {
  if (!s.exact) return "";
  const value = s.exact.statistics[name];
  const text = value === null ? "null" : isValue(value, view) ? print(value) : "fails";
  return `<small class="exact" title="Exact: DuckDB, over all requests"><i>exact </i>${text}</small>`;
}

/** A statistic as a link; grey where there are too few requests, "fails" where it falls among the failures. */
export function cellHtml(
  s: System,
  view: View,
  name: StatisticName,
  print: (value: number) => string,
  big = false,
): string {
  const value = s.statistics[name];
  const exact = exactHtml(s, view, name, print);
  if (value === null) return `<span class="null">null</span>${exact}`;
  const href = link(s, view, name);
  const why = weakness(s, name);
  const small = why ? `Too few requests: ${why}.` : "";
  if (!isValue(value, view)) {
    return `<a class="num fails${why ? " weak" : ""}${
      big ? " big" : ""
    }" ${external} href="${href}">fails${
      tipHtml(`The ${name.replace(/^p/, "P")} falls among the failed attempts. ${small}`.trim())
    }</a>${exact}`;
  }
  return `<a class="num${why ? " weak" : ""}" ${external} href="${href}">${print(value)}${
    why ? tipHtml(small) : ""
  }</a>${exact}`;
}

/** Why a quantile stands in grey; null where it does not. Under a filter the number of requests alone decides. */
function weakness(s: System, name: StatisticName): string | null {
  const label = name.replace(/^p/, "P");
  if (s.standing) {
    const why = s.standing.weak[name as QuantileName];
    return why ? `${label} ${why}` : null;
  }
  const floor = floors[name];
  return floor !== undefined && (s.statistics.n < floor || s.attempted < 50)
    ? `${label} needs n ≥ ${floor} and 50 attempts, here n = ${s.statistics.n} of ${s.attempted}`
    : null;
}

/** The median, its interval, and as how many independent requests its own count. */
export function medianHtml(s: System, view: View): string {
  const { standing, statistics: { median, n } } = s;
  const ci = standing?.interval && isValue(median, view)
    ? `<span class="ci">${ends(median, standing.interval)}</span>`
    : "";
  const worth = standing && standing.worth.median < n
    ? ` <span class="tipped" tabindex="0">≈\u00a0${count(standing.worth.median)} independent${
      tipHtml(
        `Requests of one run resemble their neighbours: for the median these ${
          count(n)
        } say as much as ${count(standing.worth.median)} independent ones.`,
      )
    }</span>`
    : "";
  return `${
    cellHtml(s, view, "median", significant, true)
  }<i class="u"> ${view.metric.unit}</i>${ci}<small>n ${count(n)}${worth}</small>`;
}
