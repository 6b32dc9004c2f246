/** Page `/compare` as HTML, from judged pairs and state alone: baked, and drawn again in the browser. */
import { controlsHtml, radiosHtml, selectHtml } from "../components/controls.js";
import { noRunHtml } from "../components/empty.js";
import { pickHtml } from "../components/system_chips.js";
import type { MetricInfo } from "../rows/board.js";
import { escapeHtml } from "../words/format.js";
import { compareCommand } from "./compare_command.js";
import { type Board, boardLabels, keysOf, namesOf } from "./compare_data.js";
import { forestHtml } from "./compare_forest.js";
import { matrixHtml } from "./compare_matrix.js";
import { shiftHtml } from "./compare_shift.js";
import { type Chosen, chosenOf, type CompareState } from "./compare_state.js";
import { findingHtml } from "./compare_words.js";

function pairControls(boards: Board[], { board, a, b, population }: Chosen): string {
  const labels = boardLabels(boards);
  const options = (simulated: boolean) =>
    boards.flatMap((x, i): [string, string][] =>
      x.simulated === simulated ? [[x.id, labels[i]]] : []
    );
  const simulated = options(true);
  const groups = simulated.length ? [{ group: "Simulated", options: simulated }] : [];
  const keys = keysOf(board);
  const systems = namesOf(board).map((name, i): [string, string] => [keys[i], name]);
  return controlsHtml(
    selectHtml("Board", "board", [...options(false), ...groups], board.id),
    selectHtml("Is", "b", systems, keys[b]),
    selectHtml("faster than", "a", systems, keys[a]),
    radiosHtml(
      "Population",
      "population",
      [["succeeded", "Succeeded"], ["all", "All attempts"]],
      population,
    ),
  );
}

/** Everything inside the page's root in a state; `width` is the content's, in pixels. */
export async function compareHtml(
  boards: Board[],
  metrics: MetricInfo[],
  state: CompareState,
  width: number,
): Promise<string> {
  if (boards.length === 0) return noRunHtml;
  const chosen = chosenOf(boards, metrics, state);
  const { board, metric, out } = chosen;
  const names = namesOf(board);
  const keys = keysOf(board);
  const systems = board.systems.map(({ provider }, i) => ({
    ...{ name: keys[i], label: names[i], provider },
  }));
  const choices = metrics.map((m): [string, string] => [m.name, m.label]);
  return `<p class="find">${findingHtml(chosen, metrics)}</p>${pairControls(boards, chosen)}
<div class="forest">${await forestHtml(chosen, metrics, width)}</div>${
    controlsHtml(
      selectHtml("Metric", "metric", choices, metric.name),
      pickHtml(systems, out),
    )
  }<div class="two even"><section><h2>From the best requests to the worst</h2><div class="shift">${await shiftHtml(
    chosen,
    width,
  )}</div></section><section><h2>How often one request beats another</h2>${
    matrixHtml(chosen)
  }</section></div><h2>In the terminal</h2><pre tabindex="0"><code>${
    escapeHtml(compareCommand(chosen))
  }</code></pre><p>Two runs of your own are compared by their names or folders; <code>--fail-if-slower 5%</code>
makes the exit status 1 where B is slower for sure, and by more than that.</p>`;
}
