/** Runs over time: starts the page, and follows its controls. */
import type { MetricInfo } from "@/benchmarks/metrics/metrics.ts";
import { noRunHtml } from "../components/empty.js";
import { sayGone } from "../components/state.js";
import { view } from "../components/view.js";
import type { HistoryFile } from "./history_file.js";
import { listen } from "./history_pick.js";
import { chosenOf, historyDefaults, type HistoryState, knownState } from "./history_state.js";
import { historyHtml } from "./history_view.js";

/** Brings the page in `root` to life; what is baked there already stands until the first drawing. */
export async function mountHistory(
  root: HTMLElement,
  { series, read }: HistoryFile,
  metrics: MetricInfo[],
  kicker?: HTMLElement | null,
): Promise<void> {
  const offered = { series, metrics };
  if (!series.length) {
    root.innerHTML = noRunHtml;
    root.dataset.ready = "0";
    return;
  }
  let shown: { chosen: ReturnType<typeof chosenOf>; width: number } | undefined;
  listen(root, () => shown);
  await view<HistoryState>({
    root,
    defaults: (said) => historyDefaults(offered, said),
    known: (state) => sayGone(root, knownState(state, offered)),
    chosen(state, name) {
      if (name !== "workload") return;
      Object.assign(state, {
        location: historyDefaults(offered, state).location,
        systems: "",
      });
    },
    async draw(now) {
      const state = { ...now }; // a choice made while runs are read is drawn next
      const found = await read(state.workload, state.metric).catch((error) => {
        console.error(error);
        return null;
      });
      const why = "The runs of this choice did not come. A next choice asks for them again.";
      if (!found) return () => sayGone(root, why);
      const all = { ...found, ...offered };
      const width = root.clientWidth;
      const drawn = await historyHtml(all, state, width);
      return () => {
        root.innerHTML = drawn.page;
        if (kicker) kicker.textContent = drawn.kicker;
        shown = { chosen: chosenOf(all, state), width };
      };
    },
  });
}
