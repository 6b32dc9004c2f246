/** The leaderboard's controls: radio groups and the stylesheet by which they switch views without script. */
import { type MetricInfo, populationLabels } from "../rows/board.js";
import { hiddenWith } from "./board_only.js";
import { type Board, populationsOf, viewClass } from "../rows/boards.js";
import { escapeHtml } from "../words/format.js";
import type { Population } from "../rows/statistics.js";

/** Controls as radio groups, so that views switch without script. */
export function controlsHtml(boards: Board[], metrics: MetricInfo[]): string {
  const seg = (legend: string, name: string, options: [string, string][]) =>
    `<fieldset${name === "population" ? "" : ' class="answered"'}><legend>${
      escapeHtml(legend)
    }</legend><div class="seg">${
      options.map(([value, label]) =>
        `<label${
          value === "llmperf" ? ' class="of-llmperf"' : ""
        }><input type="radio" name="${name}" value="${escapeHtml(value)}"${
          value === options[0][0] && !seen.has(name) ? (seen.add(name), " checked") : ""
        }>${escapeHtml(label)}</label>`
      ).join("")
    }</div></fieldset>`;
  const seen = new Set<string>();
  const groups = [...Map.groupBy(boards, (b) => b.group.id).values()];
  const boardControls = groups.map((own) => {
    const { label, days } = own[0].group;
    return seg(
      groups.length > 1 ? `${label}${days ? ` (${days})` : ""}` : "Model size",
      "board",
      own.map((b) => [b.id, b.label]),
    );
  }).join("");
  const populations: Population[] = boards.some((b) => b.llmperf)
    ? ["succeeded", "all", "llmperf"]
    : ["succeeded", "all"];
  return `<form class="controls" id="controls">${boardControls}${
    seg("Metric", "metric", metrics.map((m) => [m.name, m.label]))
  }${
    seg("Population", "population", populations.map((p) => [p, populationLabels[p]]))
  }<label class="tog"><input type="checkbox" id="stats">all 8 statistics</label></form>`;
}

/** Stylesheet that shows the one view the radios choose. */
export function viewCss(boards: Board[], metrics: MetricInfo[]): string {
  const rules = boards.flatMap((b, i) =>
    metrics.flatMap((m) =>
      populationsOf(b).map((p) =>
        `body:has([name=board][value="${b.id}"]:checked):has([name=metric][value="${m.name}"]:checked):has([name=population][value="${p}"]:checked) .${
          viewClass(i, m.name, p)
        }{display:var(--tb-view,block)}`
      )
    )
  );
  const missing = boards.flatMap((b, i) =>
    b.llmperf
      ? []
      : metrics.map((m) =>
        `body:has([name=board][value="${b.id}"]:checked):has([name=metric][value="${m.name}"]:checked):has([name=population][value="llmperf"]:checked) .${
          viewClass(i, m.name, "succeeded")
        }{display:var(--tb-view,block)}`
      )
  );
  const ofLlmperf = hiddenWith("of-llmperf", boards.filter((b) => !b.llmperf));
  return `<style>.view{display:none}${[...rules, ...missing].join("")}${ofLlmperf}</style>`;
}
