/** Parts of a table's row: each number a link to its requests, and the badges that say a fact. */
import type { System, View } from "./board.js";
import { isValue } from "./board_view.js";
import { count, escapeHtml } from "./format.js";
import { floors, type StatisticName } from "./statistics.js";

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
  const query = new URLSearchParams({
    run_id: s.run_id,
    provider: s.provider,
    model: s.model,
    population: view.population,
    metric: view.metric.name,
    at,
  });
  if (s.rows[0]?.simulated) query.set("data", "quickstart");
  return `./requests?${escapeHtml(query.toString())}`;
}

/** Under a figure of the sample the one of all requests, in small. */
function exactHtml(s: System, view: View, name: StatisticName, print: (v: number) => string) {
  if (!s.exact) return "";
  const value = s.exact.statistics[name];
  const text = value === null ? "null" : isValue(value, view) ? print(value) : "fails";
  return `<small class="exact" title="Exact: DuckDB, over all requests"><i>exact </i>${text}</small>`;
}

/** A statistic as a link; grey where n is too small for it, "fails" where it falls among the failures. */
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
  if (!isValue(value, view)) {
    return `<a class="num fails${
      big ? " big" : ""
    }" href="${href}" title="This ${name} falls among the failed attempts">fails</a>${exact}`;
  }
  const floor = floors[name];
  const weak = floor !== undefined && (s.statistics.n < floor || s.attempted < 50);
  const why = weak
    ? ` title="n too small: ${name} needs n ≥ ${floor} and 50 attempts, here n = ${s.statistics.n} of ${s.attempted}"`
    : "";
  return `<a class="num${weak ? " weak" : ""}" href="${href}"${why}>${print(value)}</a>${exact}`;
}

/** Failures by their class, short answers, missing requests, and whether it is simulated. */
export function badgesHtml(s: System, view: View): string {
  // How many of a sample are absent says nothing of how many were asked for.
  const filed = s.exact?.attempted ?? (view.sample ? Infinity : s.attempted);
  const badges = [
    ...s.errors.map(([name, k]) =>
      `<span class="badge fail">${count(k)} × ${escapeHtml(name.replaceAll("_", " "))}</span>`
    ),
    ...(s.short >= 0.05 * s.succeeded && s.short > 0
      ? [
        `<span class="badge" title="${s.short} answers had under 0.8 of the tokens asked for">${s.short} short</span>`,
      ]
      : []),
    ...(s.rows[0]?.asked && s.rows[0].asked > filed
      ? [
        `<span class="badge plain" title="The file holds ${filed} of the ${
          s.rows[0].asked
        } requests the run asked for">${s.rows[0].asked - filed} missing</span>`,
      ]
      : []),
    ...(s.rows[0]?.simulated ? [`<span class="badge sim">simulated</span>`] : []),
  ];
  return badges.length ? `<span class="bs">${badges.join("")}</span>` : "";
}
