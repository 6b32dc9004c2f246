/** Page /history as HTML, from runs and state alone: baked at build, and drawn again in the browser. */
import { controlsHtml, type Option, radiosHtml, selectHtml } from "../components/controls.js";
import { titleOf } from "../components/metric_fields.js";
import { leftOut, pickHtml } from "../components/system_chips.js";
import { count } from "../words/format.js";
import { kinds, type Series } from "./history_data.js";
import { mediansHtml, ranksHtml } from "./history_figures.js";
import { type All, type Chosen, chosenOf, type HistoryState } from "./history_state.js";
import { changesHtml, circumstancesHtml } from "./history_tables.js";
import { findingHtml, kickerText } from "./history_words.js";
import { runListHtml } from "./run_list.js";

const seriesOption = ({ id, label, runs }: Series): Option => [
  id,
  `${label} (${count(runs)} ${runs === 1 ? "run" : "runs"})`,
];

function controls({ series, metrics }: All, chosen: Chosen): string {
  const { state, systems, series: { places } } = chosen;
  const groups = kinds.map((kind) => ({
    group: kind,
    options: series.filter((s) => s.kind === kind).map(seriesOption),
  })).filter(({ options }) => options.length);
  return controlsHtml(
    selectHtml("Workload", "workload", groups, state.workload),
    selectHtml("Metric", "metric", metrics.map((m) => [m.name, titleOf(m)]), state.metric),
    places.length > 1
      ? selectHtml(
        "From",
        "location",
        places.map((place) => [place, place || "unknown place"]),
        state.location,
      )
      : "",
    radiosHtml("Times in", "zone", [["utc", "UTC"], ["local", "your own time"]], state.zone),
    pickHtml(systems, leftOut(state.systems)),
  );
}

/** Everything inside the page's root in a state, and the line above its heading, text. */
export async function historyHtml(
  all: All,
  state: HistoryState,
  width: number,
): Promise<{ kicker: string; page: string }> {
  const chosen = chosenOf(all, state);
  const parts = [
    `<p class="find">${findingHtml(chosen)}</p>`,
    controls(all, chosen),
    `<div class="over-time">${await mediansHtml(chosen, width)}</div>`,
    runListHtml(chosen),
    `<h2>Changes that chance does not explain</h2>${changesHtml(chosen)}`,
    await ranksHtml(chosen, width),
    circumstancesHtml(chosen),
  ];
  return { kicker: kickerText(chosen), page: parts.join("") };
}
