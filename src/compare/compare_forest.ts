/** The table of page `/compare`: each metric's two medians, their ratio, and its interval on one axis. */
import { forestAxis, forestDomain, forestRow } from "../charts/forest.js";
import { stacked } from "../charts/stacked.js";
import { takeHtml } from "../components/figure.js";
import type { MetricInfo } from "../rows/board.js";
import { type Compared, medianAt, namesOf, pairAt, speedOf } from "./compare_data.js";
import type { Chosen } from "./compare_state.js";
import { pairSql, pairTable } from "./compare_sql.js";
import { caption, verdictText } from "./compare_words.js";
import { escapeHtml, precise } from "../words/format.js";
import { renderBare } from "../components/vega.js";
import { withPaperAxis } from "../components/paper_axis.js";
import { tipHtml } from "../components/tip.js";

/** An end of an interval. */
const endsOf = ([low, high]: [number, number]) => {
  const alike = low.toFixed(2) === high.toFixed(2);
  const end = (v: number) => Number.isFinite(v) ? v.toFixed(alike ? 3 : 2) : "any";
  return `${end(low)} to ${end(high)}`;
};

const ratioText = ({ ratio, low, high }: Compared): string => {
  if (ratio === null) return '<span class="null">null</span>';
  if (!Number.isFinite(ratio) || ratio === 0) return '<span class="fails">fails</span>';
  if (low === null || high === null) {
    return `<span class="tipped weak" tabindex="0">${ratio.toFixed(2)}${
      tipHtml("Too few requests for an interval: this ratio may be chance.")
    }</span>`;
  }
  return `<b>${ratio.toFixed(2)}</b> <small>${endsOf([low, high])}</small>`;
};

const value = (x: number | null, m: MetricInfo) =>
  x === null
    ? '<span class="null">null</span>'
    : !Number.isFinite(x) || x === 0
    ? '<span class="fails">fails</span>'
    : precise(x, m.digits);

/** The table with its caption; `width` is the content's, in pixels. */
export async function forestHtml(
  chosen: Chosen,
  metrics: MetricInfo[],
  width: number,
): Promise<string> {
  const { board, a, b, population } = chosen;
  const plain = namesOf(board);
  const names = plain.map(escapeHtml);
  const [what, doubt, why] = caption(chosen);
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
  const noteOf = ({ compared: { ratio, low, high } }: (typeof rows)[number]) =>
    ratio === null
      ? "no ratio"
      : `${ratio.toFixed(2)}${low === null || high === null ? "" : `, ${endsOf([low, high])}`}`;
  const take = takeHtml({
    id: "ratios",
    title: `Is ${plain[b]} faster than ${plain[a]}?`,
    caption: `${what}${doubt}${why} Beside each row: the ratio of the medians, with its interval.`,
    spec: stacked([
      { label: "", cells: [forestAxis(domain, 460)] },
      ...rows.map((r) => ({
        label: r.m.label,
        cells: [forestRow(r.speed, domain, 460)],
        note: noteOf(r),
      })),
    ], [`${plain[b]} times as fast as ${plain[a]}, log scale`]),
    data: () => pairTable(chosen, metrics, [0.5]),
    json: () => rows.map((r) => ({ metric: r.m.name, ...r.compared })),
    sql: pairSql(chosen, metrics, [0.5]),
  });
  return `<table class="plain fr"><thead><tr><th>Median of</th><th class="n">${
    names[a]
  }</th><th class="n">${names[b]}</th><th>${names[b]} over ${
    names[a]
  }</th><th class="pl"><span class="ptit"><span>${
    names[b]
  } slower</span><span>times as fast, log scale</span><span>${
    names[b]
  } faster</span></span>${axis}</th><th>Verdict on ${names[b]}</th></tr></thead><tbody>${
    rows.map((r, i) => {
      const n = Math.min(r.judged.n[a], r.judged.n[b]);
      return `<tr data-metric="${r.m.name}" data-verdict="${r.compared.verdict}"><th scope="row">${
        escapeHtml(r.m.label)
      }<small>${escapeHtml(r.m.unit)}</small></th>${cell(a, r, names[a])}${
        cell(b, r, names[b])
      }<td class="ra" data-l="${names[b]} over ${names[a]}">${
        ratioText(r.compared)
      }</td><td class="pl">${drawn[i]}</td><td class="ve" data-l="verdict on ${names[b]}:">${
        r.judged.n[a] + r.judged.n[b] ? verdictText(r.compared, n) : "not observed"
      }</td></tr>`;
    }).join("")
  }</tbody></table><p class="cap">${escapeHtml(what)}<b>${escapeHtml(doubt)}</b>${
    escapeHtml(why)
  }</p>${take}`;
}
