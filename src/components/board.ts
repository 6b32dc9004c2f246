/** A board: the systems of one workload, location and model size, and their table as HTML. */
import { axisPlot, compact, logDomain, type RowPlot, rowPlot } from "../charts/row_plot.js";
import { count, day, escapeHtml, fixed, significant } from "./format.js";
import { isSquare, providerColor, providerLabel } from "./providers.js";
import {
  floors,
  type Measured,
  type Population,
  reasonsBelow,
  type StatisticName,
  type Statistics,
  statisticsOf,
  valueIn,
  wilson,
} from "./statistics.js";
import { renderSpec } from "./vega.js";

/** What the pages need of a metric of the catalogue. */
export interface MetricInfo {
  name: string;
  label: string;
  unit: string;
  better: "higher" | "lower" | null;
  digits: number;
}

/** A request row as a page loads it. */
export interface RequestRow extends Measured {
  run_id: string;
  board: string;
  provider: string;
  model: string;
  simulated: boolean;
  request_index: number;
  output_tokens: number | null;
  short: boolean | null;
  error_class: string | null;
  run_day: string | null;
  asked: number | null;
}

/** One row of the table before it is drawn. */
export interface System {
  run_id: string;
  provider: string;
  model: string;
  rows: RequestRow[];
  statistics: Statistics;
  attempted: number;
  succeeded: number;
  short: number;
  errors: [string, number][];
  below: string[];
}

export interface View {
  metric: MetricInfo;
  population: Population;
  systems: System[];
  /** A reader's own filter: nothing is ranked or set below a line by it. */
  exploratory: boolean;
}

export const populationLabels: Record<Population, string> = {
  succeeded: "Succeeded",
  all: "All attempts",
  ancestor: "As in 2023",
};

/** Groups request rows into systems with their statistics, in order of the median, best first. */
export function makeView(
  rows: RequestRow[],
  metric: MetricInfo,
  population: Population,
  exploratory = false,
  given?: Map<string, Statistics>,
): View {
  const groups = new Map<string, RequestRow[]>();
  for (const row of rows) {
    const key = `${row.run_id}\n${row.provider}\n${row.model}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key)!.push(row);
  }
  const systems = [...groups].map(([key, own]): System => {
    const measured = own.filter((r) => r.phase === "measured" && r.status !== "incomplete");
    const succeeded = measured.filter((r) => r.status === "ok").length;
    const short = measured.filter((r) => r.short === true).length;
    const errors = new Map<string, number>();
    for (const r of measured) {
      if (r.error_class) errors.set(r.error_class, (errors.get(r.error_class) ?? 0) + 1);
    }
    return {
      run_id: own[0].run_id,
      provider: own[0].provider,
      model: own[0].model,
      rows: measured,
      statistics: given?.get(key) ?? statisticsOf(own, metric.name, metric.better, population),
      attempted: measured.length,
      succeeded,
      short,
      errors: [...errors].sort((a, b) => b[1] - a[1]),
      below: reasonsBelow({ succeeded, attempted: measured.length, short }),
    };
  });
  return { metric, population, exploratory, systems: sortSystems(systems, metric, "median") };
}

/** Systems in the order of a statistic, best first; those below the line after the others, nothing after something. */
export function sortSystems(
  systems: System[],
  metric: MetricInfo,
  by: StatisticName | "n",
  worstFirst = false,
): System[] {
  const direction = (metric.better === "lower" ? 1 : -1) * (worstFirst ? -1 : 1);
  const key = (s: System) => by === "n" ? s.succeeded : s.statistics[by];
  return [...systems].sort((a, b) => {
    if (!!a.below.length !== !!b.below.length) return a.below.length ? 1 : -1;
    const x = key(a), y = key(b);
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return x === y ? a.provider.localeCompare(b.provider) : direction * (x - y);
  });
}

/** The heading's finding, computed: who leads, by how much, who is not ranked. */
export function finding(view: View): string {
  const unit = view.metric.unit;
  const ranked = view.systems.filter((s) => !s.below.length && isValue(s.statistics.median, view));
  const below = view.systems.filter((s) => s.below.length);
  const name = (s: System) => escapeHtml(providerLabel(s.provider));
  const rest = below.length
    ? ` ${below.map(name).join(" and ")} ${below.length > 1 ? "stand" : "stands"} below the line: ${
      below.length > 1 ? "reasons beside them" : escapeHtml(below[0].below.join("; "))
    }.`
    : "";
  if (view.exploratory) {
    return `<b>Exploratory:</b> the filter was chosen after seeing the data, so nothing is ranked by it.`;
  }
  if (!ranked.length) return `<b>No system here can be ranked yet.</b>${rest}`;
  const [first, second] = ranked;
  const m = first.statistics.median!;
  const lead = `<b>${name(first)} has the ${
    view.metric.better === "lower" ? "lowest" : "highest"
  } median</b>, ${significant(m)} ${unit}`;
  if (!second) return `${lead}.${rest}`;
  const ratio = view.metric.better === "lower"
    ? second.statistics.median! / m
    : m / second.statistics.median!;
  const close = ratio < 1.05
    ? " Under 5% apart: do not read an order into it; this page cannot yet say how sure it is."
    : "";
  return `${lead}, ${ratio.toFixed(2)} times ${
    view.metric.better === "lower" ? "quicker than" : "that of"
  } the next, ${name(second)} (${significant(second.statistics.median!)} ${unit}).${close}${rest}`;
}

const isValue = (value: number | null, view: View): value is number =>
  value !== null && Number.isFinite(value) &&
  !(view.population === "all" && view.metric.better === "higher" && value === 0);

const columns: [StatisticName, string][] = [
  ["min", "min"],
  ["p25", "P25"],
  ["p75", "P75"],
  ["p95", "P95"],
  ["p99", "P99"],
  ["max", "max"],
  ["mean", "mean"],
];

/** The whole table as HTML. `sorted` marks a head; links carry the population and the statistic. */
export async function tableHtml(
  view: View,
  title: string,
  sorted: { by: string; worstFirst: boolean } = { by: "median", worstFirst: false },
): Promise<string> {
  const { metric, systems } = view;
  const left = metric.better !== "lower";
  const values = systems.flatMap((s) =>
    s.rows.map((r) => valueIn(r, metric.name, metric.better, "succeeded") ?? NaN)
  ).filter((v) => v > 0);
  const p95s = systems.map((s) => s.statistics.p95 ?? 0).filter((v) => Number.isFinite(v));
  const domain = logDomain(values, Math.max(0, ...p95s));
  const axis = await renderSpec(axisPlot(domain, left));
  const failures = systems.some((s) => s.attempted > s.succeeded);
  const ariaSort = (by: string) =>
    sorted.by === by
      ? ` aria-sort="${
        (metric.better === "lower") !== sorted.worstFirst ? "ascending" : "descending"
      }"`
      : "";
  const head = (by: string, label: string) =>
    `<button type="button" data-sort="${by}">${label}</button>`;
  const rows = await Promise.all(systems.map((s) => rowHtml(s, view, domain, left)));
  const firstBelow = systems.findIndex((s) => s.below.length);
  if (firstBelow >= 0 && !view.exploratory) {
    rows.splice(
      firstBelow,
      0,
      `<tr class="line"><td colspan="11"><b>Below the line: not ranked.</b> A ranked system needs 100 successes, a success rate whose 95% lower bound (Wilson) reaches 90%, and at most 20% of its answers short.</td></tr>`,
    );
  }
  return `<div class="scroll" tabindex="0" role="region" aria-label="${
    escapeHtml(title)
  }"><table class="lb"><caption class="vh">${escapeHtml(title)}, ${metric.unit}, ${
    populationLabels[view.population]
  }</caption><thead><tr><th class="pv" scope="col">Provider</th><th class="md" scope="col"${
    ariaSort("median")
  }>${
    head("median", `Median, ${metric.unit || "count"}`)
  }</th><th class="pl" scope="col"><div class="ptit"><span>${
    left && failures ? '<i class="fails">failed</i> · ' : ""
  }${metric.label}${metric.unit ? `, ${metric.unit}` : ""}, log scale</span><span>${
    left ? "faster ›" : `‹ faster${failures ? ' · <i class="fails">failed</i>' : ""}`
  }</span></div>${axis}</th>${
    columns.map(([by, label]) =>
      `<th class="st" scope="col"${ariaSort(by)}>${head(by, label)}</th>`
    ).join("")
  }<th class="su" scope="col"${ariaSort("n")}>${
    head("n", "Succeeded")
  }<small>rate (at least)</small></th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function link(s: System, view: View, at: string): string {
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

function cellHtml(
  s: System,
  view: View,
  name: StatisticName,
  print: (value: number) => string,
  big = false,
): string {
  const value = s.statistics[name];
  if (value === null) return `<span class="null">null</span>`;
  const href = link(s, view, name);
  if (!isValue(value, view)) {
    return `<a class="num fails${
      big ? " big" : ""
    }" href="${href}" title="This ${name} falls among the failed attempts">fails</a>`;
  }
  const floor = floors[name];
  const weak = floor !== undefined && (s.statistics.n < floor || s.attempted < 50);
  const why = weak
    ? ` title="n too small: ${name} needs n ≥ ${floor} and 50 attempts, here n = ${s.statistics.n} of ${s.attempted}"`
    : "";
  return `<a class="num${weak ? " weak" : ""}" href="${href}"${why}>${print(value)}</a>`;
}

async function rowHtml(
  s: System,
  view: View,
  domain: [number, number],
  left: boolean,
): Promise<string> {
  const { metric } = view;
  const own = s.rows.map((r, order) => ({
    order,
    value: r.status === "ok"
      ? valueIn(r, metric.name, metric.better, view.population) ?? NaN
      : null,
  }))
    .filter((r) => r.value === null || !Number.isNaN(r.value));
  const finite = own.map((r) => r.value).filter((v): v is number => v !== null);
  const { p25, p75 } = s.statistics;
  const box = p25 !== null && p75 !== null && Number.isFinite(p25) && Number.isFinite(p75)
    ? whiskers(finite, p25, p75)
    : { low: null, high: null };
  const color = providerColor(s.provider);
  const simulated = s.rows[0]?.simulated ?? false;
  const drawing: RowPlot = {
    requests: own,
    orders: s.rows.length,
    median: s.statistics.median,
    p25,
    p75,
    ...box,
    color,
    simulated,
  };
  const beyond = finite.filter((v) => v > domain[1]);
  const svg = compact(await renderSpec(rowPlot(drawing, domain, left)));
  const [low] = wilson(s.succeeded, s.attempted);
  const percent = (x: number) => `${Math.floor(x * 100 + 1e-9)}%`;
  const badges = [
    ...s.errors.map(([name, k]) =>
      `<span class="badge fail">${count(k)} × ${escapeHtml(name.replaceAll("_", " "))}</span>`
    ),
    ...(s.short >= 0.05 * s.succeeded && s.short > 0
      ? [
        `<span class="badge" title="${s.short} answers had under 0.8 of the tokens asked for">${s.short} short</span>`,
      ]
      : []),
    ...(s.rows[0]?.asked && s.rows[0].asked > s.attempted
      ? [
        `<span class="badge plain" title="The file holds ${s.attempted} of the ${
          s.rows[0].asked
        } requests the run asked for">${s.rows[0].asked - s.attempted} missing</span>`,
      ]
      : []),
    ...(simulated ? [`<span class="badge sim">simulated</span>`] : []),
  ];
  const below = s.below.length > 0 && !view.exploratory;
  return `<tr${below ? ' class="below"' : ""} data-run="${escapeHtml(s.run_id)}" data-provider="${
    escapeHtml(s.provider)
  }"><th scope="row" class="pv"><span class="name"><i class="dot${
    isSquare(s.provider) ? " sq" : ""
  }${simulated ? " hollow" : ""}" style="--c:${color}"></i>${
    escapeHtml(providerLabel(s.provider))
  }</span><small title="${escapeHtml(s.model)}">${
    s.rows[0]?.run_day ? `run ${day(s.rows[0].run_day)}` : escapeHtml(s.model)
  }</small>${
    badges.length ? `<span class="bs">${badges.join("")}</span>` : ""
  }</th><td class="md" data-statistic="median">${
    cellHtml(s, view, "median", significant, true)
  }<i class="u"> ${metric.unit}</i><small>n ${
    count(s.statistics.n)
  }</small></td><td class="pl" role="img" aria-label="${count(finite.length)} requests and ${
    s.attempted - s.succeeded
  } failures of ${escapeHtml(providerLabel(s.provider))}">${svg}${
    beyond.length
      ? `<small>${beyond.length} beyond axis, up to ${fixed(Math.max(...beyond), 0)} ›</small>`
      : ""
  }</td>${
    columns.map(([name, label]) =>
      `<td class="st" data-l="${label}" data-statistic="${name}">${
        cellHtml(s, view, name, (v) => fixed(v, metric.digits))
      }</td>`
    ).join("")
  }<td class="su"><a class="num${s.succeeded < 0.9 * s.attempted ? " bad" : ""}" href="${
    link(s, { ...view, population: "all" }, "n")
  }">${count(s.succeeded)}/${count(s.attempted)}</a><small>${
    percent(s.succeeded / Math.max(1, s.attempted))
  } (≥ ${percent(low)})</small></td></tr>`;
}

/** Tukey's whiskers: the last requests within 1.5 times the box. */
function whiskers(
  values: number[],
  p25: number,
  p75: number,
): { low: number | null; high: number | null } {
  const reach = 1.5 * (p75 - p25);
  const inside = values.filter((v) => v >= p25 - reach && v <= p75 + reach);
  return inside.length
    ? { low: Math.min(...inside), high: Math.max(...inside) }
    : { low: null, high: null };
}
