/** One system's row of the table as HTML, with every request drawn. */
import { compact, type RowPlot, rowPlot } from "../charts/row_plot.js";
import type { System, View } from "./board.js";
import { badgesHtml, cellHtml, link, statisticColumns } from "./board_cells.js";
import { count, day, escapeHtml, fixed, significant } from "./format.js";
import { isSquare, providerColor, providerLabel } from "./providers.js";
import { valueIn, wilson } from "./statistics.js";
import { renderSpec } from "./vega.js";

/** A row; `left` says that failures stand left of the axis, at the slow end. */
export async function rowHtml(
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
  const below = s.below.length > 0 && !view.exploratory;
  const drawing: RowPlot = {
    requests: own,
    orders: s.rows.length,
    median: s.statistics.median,
    p25,
    p75,
    ...box,
    color,
    simulated,
    unranked: below,
  };
  const beyond = finite.filter((v) => v > domain[1]);
  const svg = compact(await renderSpec(rowPlot(drawing, domain, left)));
  const [low] = wilson(s.succeeded, s.attempted);
  const percent = (x: number) => `${Math.floor(x * 100 + 1e-9)}%`;
  return `<tr${below ? ' class="below"' : ""} data-run="${escapeHtml(s.run_id)}" data-provider="${
    escapeHtml(s.provider)
  }"><th scope="row" class="pv"><span class="name"><i class="dot${
    isSquare(s.provider) ? " sq" : ""
  }${simulated ? " hollow" : ""}" style="--c:${color}"></i>${
    escapeHtml(providerLabel(s.provider))
  }</span><small title="${escapeHtml(s.model)}">${
    s.rows[0]?.run_day ? `run ${day(s.rows[0].run_day)}` : escapeHtml(s.model)
  }</small>${badgesHtml(s, view)}</th><td class="md" data-statistic="median">${
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
    statisticColumns.map(([name, label]) =>
      `<td class="st" data-l="${label}" data-statistic="${name}">${
        cellHtml(s, view, name, (v) => fixed(v, metric.digits))
      }</td>`
    ).join("")
  }<td class="su"><a class="num${s.succeeded < 0.9 * s.attempted ? " bad" : ""}" href="${
    link(s, { ...view, population: "all" }, "n")
  }">${count(s.succeeded)}/${count(s.attempted)}</a><small>${
    percent(s.succeeded / Math.max(1, s.attempted))
  } (≥ ${percent(low)})</small>${
    s.exact
      ? `<small class="exact">exact ${count(s.exact.succeeded)}/${count(s.exact.attempted)}</small>`
      : ""
  }</td></tr>`;
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
