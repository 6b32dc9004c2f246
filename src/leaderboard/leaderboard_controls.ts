/** The leaderboard's controls: radio groups and the stylesheet by which they switch views without script. */
import { radiosHtml } from "../components/controls.js";
import { type MetricInfo, populationLabels } from "../rows/board.js";
import { type Board, populationsOf, viewClass } from "../rows/boards.js";
import type { Population } from "../rows/statistics.js";
import { lateClass } from "./board_late.js";
import { chosen, hiddenWith } from "./board_only.js";
import { filtersHtml, type Offered } from "./leaderboard_filters.js";

const ofLlmperf = "label:has([value=llmperf])";

/** Controls as radio groups, so that views switch without script; filters need one. */
export function controlsHtml(boards: Offered[], metrics: MetricInfo[]): string {
  const groups = [...Map.groupBy(boards, (b) => b.group.id).values()];
  const boardControls = groups.map((own) => {
    const { label, days } = own[0].group;
    return radiosHtml(
      groups.length > 1 ? `${label}${days ? ` (${days})` : ""}` : "Model size",
      "board",
      own.map((b) => [b.id, b.label]),
      boards[0].id,
    );
  });
  const populations: Population[] = boards.some((b) => b.llmperf)
    ? ["succeeded", "all", "llmperf"]
    : ["succeeded", "all"];
  return `<form class="controls" id="controls">${boardControls.join("")}${
    radiosHtml("Metric", "metric", metrics.map((m) => [m.name, m.label]), metrics[0]?.name)
  }${
    radiosHtml(
      "Population",
      "population",
      populations.map((p) => [p, populationLabels[p]]),
      "succeeded",
    )
  }<label class="tog"><input type="checkbox" id="stats">all 8 statistics</label>` +
    `<div id="filters" class="needs-script">${filtersHtml(boards[0])}</div></form>`;
}

/** Stylesheet that shows the one view the radios choose, or the one place of a board that is `late`. */
export function viewCss(boards: Board[], metrics: MetricInfo[], late = new Set<string>()): string {
  const shows = "{display:var(--tb-view,block)}";
  const rules = boards.flatMap((b, i) =>
    late.has(b.id)
      ? [`${chosen(b, ` .${lateClass(i)}`)}${shows}`]
      : metrics.flatMap((m) =>
        (["succeeded", "all", "llmperf"] as const).map((p) => {
          // A board that does not offer a population shows its first.
          const shown = populationsOf(b).includes(p) ? p : "succeeded";
          const choice = [["metric", m.name], ["population", p]].map(([name, value]) =>
            `:has([name=${name}][value="${value}"]:checked)`
          );
          return `${chosen(b, choice.join(""))} .${viewClass(i, m.name, shown)}${shows}`;
        })
      )
  );
  const others = boards.filter((b) => !b.llmperf);
  return `<style>.view{display:none}${rules.join("")}${hiddenWith(ofLlmperf, others)}</style>`;
}
