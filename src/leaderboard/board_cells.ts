/** Parts of a table's row: each number a link to its requests, and the badges that say a fact. */
import type { System, View } from "../rows/board.js";
import { isValue, keyOf } from "./board_view.js";
import { runQuery } from "../rows/chosen.js";
import { count, ends, escapeHtml, significant } from "../words/format.js";
import { type Flip, flipNames, flipWords, type QuantileName } from "../rows/judgement.js";
import { external, pageHref } from "../words/links.js";
import { providerName } from "../words/names.js";
import { floors, type StatisticName } from "../rows/statistics.js";
import { badgeHtml, tipHtml } from "../components/tip.js";

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

/** A badge where something is so. */
const fact = (is: unknown, ...badge: Parameters<typeof badgeHtml>): string =>
  is ? badgeHtml(...badge) : "";

/** Flips, failures by class, short answers, those without a value, missing requests, whether simulated. */
export function badgesHtml(s: System, view: View): string {
  // How many of a sample are absent says nothing of how many were asked for.
  const filed = s.exact?.attempted ?? (view.sample ? Infinity : s.attempted);
  const asked = s.rows[0]?.asked ?? 0;
  const { n, omitted } = (s.exact ?? s).statistics;
  const mixed = view.systems.some((x) => x.standing && !x.standing.one_sitting);
  const badges = [
    ...flipBadges(s, view),
    ...(s.standing?.disputed ?? []).map(({ reason, date, by }) =>
      badgeHtml("disputed", `Contested on ${date}${by ? ` by ${by}` : ""}: ${reason}`, "fail")
    ),
    ...s.errors.map(([name, k]) =>
      badgeHtml(
        `${count(k)} × ${name.replaceAll("_", " ")}`,
        `${count(k)} of ${count(s.attempted)} attempts failed so; each is drawn as a red line.`,
        "fail",
      )
    ),
    fact(
      s.short > 0 && s.short >= 0.05 * s.succeeded,
      `${s.short} short`,
      `${s.short} of ${s.succeeded} answers had under 0.8 of the tokens asked for.`,
    ),
    fact(
      omitted > 0,
      `${count(omitted)} left out`,
      `${count(omitted)} of ${count(n + omitted)} have no known ` +
        `${view.metric.label.toLowerCase()}, so they are in no statistic of it.`,
      "plain",
    ),
    fact(
      asked > filed,
      `${asked - filed} missing`,
      `The file holds ${filed} of the ${asked} requests the run asked for.`,
      "plain",
    ),
    fact(
      mixed && s.standing?.one_sitting,
      "this session only",
      "Its run has under ten time blocks: its numbers hold for its own session, another hour may differ.",
      "plain",
    ),
    fact(
      s.below.some((why) => /contradict/.test(why)),
      "contradicts itself",
      `${s.below.join("; ")}.`,
      "fail",
    ),
    fact(
      s.rows[0]?.historical,
      "historical",
      "Its run is too old to be ranked beside newer ones of this board.",
      "plain",
    ),
    fact(
      s.rows[0]?.simulated,
      "simulated",
      "Answers came from this workspace's simulator.",
      "sim",
    ),
  ].join("");
  return badges && `<span class="bs">${badges}</span>`;
}

/** A badge for each other definition that turns this row and a neighbour round. */
function flipBadges(s: System, view: View): string[] {
  const key = keyOf(s);
  const flips = (view.judged?.flips ?? []).filter((f) => f.above === key || f.below === key);
  return Object.entries(Object.groupBy(flips, (f) => f.by)).map(([by, own]) =>
    badgeHtml(
      flipNames[by],
      own!.map((f) => flipSentence(f, view)).join(" "),
      "flip",
    )
  );
}

/** The numbers of a flip, as a sentence without a verdict. */
export function flipSentence(f: Flip, view: View): string {
  const name = (key: string) => providerName(key.split("\n")[1]);
  const [first, second] = [...f.medians].reverse().map(significant);
  const factor = view.metric.better === "lower" ? f.ratio.map((x) => 1 / x) : f.ratio;
  const [low, high] = [factor[1], factor[2]].sort((x, y) => x - y);
  const words = flipWords[f.by];
  return `${words[0].toUpperCase()}${words.slice(1)} ${name(f.below)} has ${first} and ${
    name(f.above)
  } ${second} ${view.metric.unit}: ${factor[0].toFixed(2)} times as good, 95% interval ${
    low.toFixed(2)
  } to ${high.toFixed(2)}.`;
}
