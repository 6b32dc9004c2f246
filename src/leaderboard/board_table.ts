/** The table of a view: its head, with one axis for all its rows, and the line below which nothing is ranked. */
import { compact } from "../charts/compact.js";
import { axisPlot } from "../charts/row_axis.js";
import { populationLabels, type System, type View } from "../rows/board.js";
import { statisticColumns } from "./board_cells.js";
import { domainOf, rowHtml } from "./board_row.js";
import { escapeHtml } from "../words/format.js";
import { providerName } from "../words/names.js";
import { withPaperAxis } from "../components/paper_axis.js";
import { arrow } from "../components/tip.js";
import { renderSpec } from "../components/vega.js";

/** The whole table as HTML. `sorted` marks a head; links carry the population and the statistic. */
export async function tableHtml(
  view: View,
  title: string,
  sorted: { by: string; worstFirst: boolean } = { by: "median", worstFirst: false },
): Promise<string> {
  const { metric, systems } = view;
  const left = metric.better !== "lower";
  const domain = domainOf(view);
  const failures = systems.some((s) => s.attempted > s.succeeded);
  const axis = withPaperAxis(compact(await renderSpec(axisPlot(domain, left, failures))));
  const ariaSort = (by: string) =>
    sorted.by === by
      ? ` aria-sort="${
        (metric.better === "lower") !== sorted.worstFirst ? "ascending" : "descending"
      }"`
      : "";
  const head = (by: string, label: string) =>
    `<button type="button" data-sort="${by}">${label}</button>`;
  const judged = systems.length > 0 && systems.every((s) => s.standing);
  const tiers = judged ? tierCells(systems) : systems.map(() => undefined);
  const rows = await Promise.all(
    systems.map((s, i) => rowHtml(s, view, domain, left, tiers[i])),
  );
  const firstBelow = systems.findIndex((s) => s.below.length);
  if (firstBelow >= 0 && !view.exploratory) {
    rows.splice(firstBelow, 0, lineHtml(systems.slice(firstBelow), judged ? 13 : 11));
  }
  const sitting = judged && systems.every((s) => s.standing!.one_sitting);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${
    escapeHtml(title)
  }"><table class="lb"><caption class="vh">${escapeHtml(title)}, ${metric.unit}, ${
    populationLabels[view.population]
  }</caption><thead><tr>${
    judged
      ? `<th class="tier" scope="col" rowspan="2"><span class="vh">Tier</span></th>` +
        `<th class="rk" scope="col" rowspan="2">Rank</th>`
      : ""
  }<th class="pv" scope="col" rowspan="2">Provider</th><th class="md" scope="col" rowspan="2"${
    ariaSort("median")
  }>${head("median", `Median, ${metric.unit || "count"}`)}${
    judged ? `<small>and 95% interval${sitting ? ",<br>this session only" : ""}</small>` : ""
  }</th><th class="pl" scope="col" rowspan="2"><div class="ptit"><span>${metric.label}${
    metric.unit ? `, ${metric.unit}` : ""
  }, log scale</span><span>${
    left ? `faster ${arrow("right")}` : `${arrow("left")} faster`
  }</span></div>${axis}</th><th class="st gr" scope="colgroup" colspan="${statisticColumns.length}">Statistics${
    metric.unit ? `, ${metric.unit}` : ""
  }</th><td class="sp"></td></tr><tr>${
    statisticColumns.map(([by, label]) =>
      `<th class="st" scope="col"${ariaSort(by)}>${head(by, label)}</th>`
    ).join("")
  }<th class="su" scope="col"${ariaSort("n")}>${head("n", "Succeeded")}<small>rate${
    judged ? " (at least)" : ""
  }</small></th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** One bracket a tier, spanning its rows; the place of each row. */
function tierCells(systems: System[]): { html: string; starts: boolean; place: number | null }[] {
  return systems.map((s, i) => {
    const tier = s.standing!.tier;
    if (tier === null) return { html: `<td class="tier"></td>`, starts: true, place: null };
    const place = s.standing!.place + 1;
    if (systems[i - 1]?.standing?.tier === tier) return { html: "", starts: false, place };
    let span = 1;
    while (systems[i + span]?.standing?.tier === tier) span++;
    return {
      html: `<td class="tier" rowspan="${span}"><span>tier ${tier}</span></td>`,
      starts: true,
      place,
    };
  });
}

/** The line under which nothing is ranked, with each reason. */
const lineHtml = (below: System[], columns: number) =>
  `<tr class="line"><td colspan="${columns}"><b>Below the line: not ranked.</b> A rank needs 100 ` +
  "successes, a success rate whose 95% lower bound (Wilson) reaches 90%, at most 20% of the answers " +
  `short, and a run that is not historical. ${
    below.map((s) =>
      `<span class="why"><b>${escapeHtml(providerName(s.provider))}</b>: ${
        escapeHtml(s.below.join("; "))
      }.</span>`
    ).join(" ")
  }</td></tr>`;
