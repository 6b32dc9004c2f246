/** The table of page `/compare`: each metric's two medians, their ratio, and its interval on one axis. */
import { forestAxis, forestDomain, forestRow } from "../charts/forest.js";
import type { MetricInfo } from "../rows/board.js";
import { type Compared, medianAt, namesOf, pairAt, speedOf } from "./compare_data.js";
import type { Chosen } from "./compare_state.js";
import { verdictText } from "./compare_words.js";
import { escapeHtml, precise } from "../words/format.js";
import { renderBare } from "../components/vega.js";
import { withPaperAxis } from "../components/paper_axis.js";
import { tipHtml } from "../components/tip.js";

const ratioText = ({ ratio, low, high }: Compared): string => {
  if (ratio === null) return '<span class="null">null</span>';
  if (!Number.isFinite(ratio) || ratio === 0) return '<span class="fails">fails</span>';
  if (low === null || high === null) {
    return `<span class="tipped weak" tabindex="0">${ratio.toFixed(2)}${
      tipHtml("Too few requests for an interval: this ratio may be chance.")
    }</span>`;
  }
  const alike = low.toFixed(2) === high.toFixed(2);
  const end = (v: number) => Number.isFinite(v) ? v.toFixed(alike ? 3 : 2) : "any";
  return `<b>${ratio.toFixed(2)}</b> <small>${end(low)} to ${end(high)}</small>`;
};

const value = (x: number | null, m: MetricInfo) =>
  x === null
    ? '<span class="null">null</span>'
    : !Number.isFinite(x) || x === 0
    ? '<span class="fails">fails</span>'
    : precise(x, m.digits);

/** The table; `width` is the content's, in pixels. */
export async function forestHtml(
  chosen: Chosen,
  metrics: MetricInfo[],
  width: number,
): Promise<string> {
  const { board, a, b, population } = chosen;
  const names = namesOf(board).map(escapeHtml);
  const rows = metrics.map((m) => {
    const judged = board.judged[m.name][population];
    const compared = pairAt(judged, a, b, medianAt);
    return { m, judged, compared, speed: speedOf(compared, m.better) };
  });
  const domain = forestDomain(rows.map((r) => r.speed));
  const plot = width < 720 ? width - 4 : Math.min(430, width - 700);
  const drawn = await Promise.all(rows.map((r) => renderBare(forestRow(r.speed, domain, plot))));
  const axis = withPaperAxis(await renderBare(forestAxis(domain, plot)));
  const cell = (system: number, r: (typeof rows)[number], name: string) =>
    `<td class="n" data-l="${name}">${value(r.judged.quantiles[system][medianAt], r.m)}</td>`;
  return `<table class="plain fr"><thead><tr><th>Median of</th><th class="n">${
    names[a]
  }</th><th class="n">${names[b]}</th><th>${names[b]} over ${
    names[a]
  }</th><th class="pl"><span class="ptit"><span>${
    names[b]
  } slower</span><span>times as fast, log scale</span><span>${
    names[b]
  } faster</span></span>${axis}</th><th>${names[b]} is</th></tr></thead><tbody>${
    rows.map((r, i) => {
      const n = Math.min(r.judged.n[a], r.judged.n[b]);
      return `<tr data-metric="${r.m.name}" data-verdict="${r.compared.verdict}"><th scope="row">${
        escapeHtml(r.m.label)
      }<small>${escapeHtml(r.m.unit)}</small></th>${cell(a, r, names[a])}${
        cell(b, r, names[b])
      }<td class="ra" data-l="${names[b]} over ${names[a]}">${
        ratioText(r.compared)
      }</td><td class="pl">${drawn[i]}</td><td class="ve" data-l="${names[b]} is">${
        r.judged.n[a] + r.judged.n[b] ? verdictText(r.compared, n) : "not observed"
      }</td></tr>`;
    }).join("")
  }</tbody></table>`;
}
