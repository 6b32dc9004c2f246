/** One system's row of the table as HTML, with every request drawn. */
import { compact } from "../charts/compact.js";
import { logDomain } from "../charts/log_axis.js";
import { type RowPlot, rowPlot } from "../charts/row_plot.js";
import type { System, View } from "../rows/board.js";
import { runsOf, runWords } from "../rows/chosen.js";
import { badgesHtml } from "./badges/badges.js";
import { cellHtml, link, medianHtml, statisticColumns } from "./board_cells.js";
import { columnDecimals } from "../words/decimals.js";
import { atLeast, count, escapeHtml, fixed, percentText } from "../words/format.js";
import { external } from "../words/links.js";
import { providerName, shortName } from "../words/names.js";
import { agedDayHtml } from "../words/age.js";
import { markHtml, markOf } from "../components/provider_marks.js";
import { type StatisticName, valueIn } from "../rows/statistics.js";
import { runLink } from "../components/row_table.js";
import { tipHtml } from "../components/tip.js";
import { renderSpec } from "../components/vega.js";

/**
 * A row; `left` says that failures stand left of the axis, at the slow end. `tier`: the cell of the tier where one
 * starts here, and the row's place in the order.
 */
export async function rowHtml(
  s: System,
  view: View,
  domain: [number, number],
  left: boolean,
  tier: { html: string; starts: boolean; place: number | null } = {
    html: "",
    starts: true,
    place: null,
  },
): Promise<string> {
  const { metric } = view;
  const drawing = plotOf(s, view);
  const below = drawing.unranked;
  const decimals = (name: StatisticName) =>
    columnDecimals(view.systems.map((x) => x.statistics[name]), metric.digits);
  const finite = drawing.requests.map((r) => r.value).filter((v): v is number => v !== null);
  const beyond = finite.filter((v) => v > domain[1]);
  const svg = compact(await renderSpec(rowPlot(drawing, domain, left)));
  const rate = s.standing ? ` (≥ ${atLeast(s.standing.rate_at_least)}%)` : "";
  return `<tr class="${below ? "below" : tier.starts ? "starts" : ""}" data-run="${
    escapeHtml(s.run_id)
  }" data-provider="${escapeHtml(s.provider)}"${
    s.standing?.tier ? ` data-tier="${s.standing.tier}"` : ""
  }>${tier.html}${
    s.standing ? `<td class="rk">${rankHtml(s, tier.place)}</td>` : ""
  }<th scope="row" class="pv"><span class="name" title="${escapeHtml(s.provider)}">${
    markHtml(drawing.mark)
  }<span>${escapeHtml(providerName(s.provider))}</span></span><small title="${
    escapeHtml(s.model)
  }">${
    runsOf(s)
      ? escapeHtml(runWords(s))
      : s.rows[0]?.run_day
      ? runLink(s.run_id, { html: `run ${agedDayHtml(s.rows[0].run_day)}` }).html
      : escapeHtml(shortName(s.model))
  }</small>${badgesHtml(s, view)}</th><td class="md" data-statistic="median">${
    medianHtml(s, view)
  }</td><td class="pl" role="img" aria-label="${count(finite.length)} requests and ${
    s.attempted - s.succeeded
  } failures of ${escapeHtml(providerName(s.provider))}">${svg}${
    beyond.length
      ? `<small>${beyond.length} beyond axis, up to ${fixed(Math.max(...beyond), 0)} ›</small>`
      : ""
  }</td>${
    statisticColumns.map(([name, label]) =>
      `<td class="st" data-l="${label}" data-statistic="${name}">${
        cellHtml(s, view, name, (v) => fixed(v, decimals(name)))
      }</td>`
    ).join("")
  }<td class="su"><a class="num${
    s.succeeded < 0.9 * s.attempted ? " bad" : ""
  }" ${external} href="${link(s, { ...view, population: "all" }, "n")}">${count(s.succeeded)}/${
    count(s.attempted)
  }</a><small>${escapeHtml(percentText(s.succeeded / Math.max(1, s.attempted)))}%${rate}</small>${
    s.exact
      ? `<small class="exact">exact ${count(s.exact.succeeded)}/${count(s.exact.attempted)}</small>`
      : ""
  }${s.standing?.tier ? `<span class="tm">tier ${s.standing.tier}</span>` : ""}</td></tr>`;
}

/** What a row's plot draws. */
export function plotOf(s: System, view: View): RowPlot {
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
  const below = s.below.length > 0 && !view.exploratory;
  return {
    requests: own,
    orders: s.rows.length,
    median: s.statistics.median,
    p25,
    p75,
    ...box,
    mark: markOf(s.provider, s.rows[0]?.simulated),
    unranked: below,
    interval: s.standing?.interval ?? null,
  };
}

/** The axis that all rows of a view share. */
export function domainOf({ metric, systems }: View): [number, number] {
  const values = systems.flatMap((s) =>
    s.rows.map((r) => valueIn(r, metric.name, metric.better, "succeeded") ?? NaN)
  ).filter((v) => v > 0);
  const p95s = systems.map((s) => s.statistics.p95 ?? 0).filter((v) => Number.isFinite(v));
  return logDomain(values, Math.max(0, ...p95s));
}

/** The place in the order, under it the ranks the system can have where that is not one. */
function rankHtml({ standing }: System, place: number | null): string {
  if (!standing) return "";
  if (!standing.rank || place === null) {
    return `<span class="dash" title="not ranked">–</span>`;
  }
  const [from, to] = standing.rank;
  const range = from === to && from === place
    ? ""
    : `<small class="tipped" tabindex="0">${from === to ? from : `${from}–${to}`}${
      tipHtml(
        from === to
          ? `Its rank is ${from}, as sure as 95%.`
          : `It can be anywhere from rank ${from} to ${to}: those others cannot be told apart from it at 95%.`,
      )
    }</small>`;
  return `<b>${place}</b>${range}`;
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
