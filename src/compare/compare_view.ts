/** The parts of page `/compare` as HTML, from judged pairs and state alone: baked, and redrawn in the browser. */
import { quantileShift } from "../charts/quantile_shift.js";
import type { MetricInfo } from "../rows/board.js";
import { levels, namesOf, pairAt, speedOf } from "./compare_data.js";
import { forestHtml } from "./compare_forest.js";
import { matrixHtml } from "./compare_matrix.js";
import { compareCommand } from "./compare_command.js";
import type { Chosen } from "./compare_state.js";
import { caption, findingHtml } from "./compare_words.js";
import { escapeHtml } from "../words/format.js";
import { renderBare } from "../components/vega.js";

/** Every part that a state changes, by name. */
export async function compareParts(
  chosen: Chosen,
  metrics: MetricInfo[],
  width: number,
): Promise<
  Record<"find" | "forest" | "cap" | "shift" | "shiftcap" | "matrix" | "command", string>
> {
  const { board, a, b, metric, population } = chosen;
  const names = namesOf(board);
  const judged = board.judged[metric.name][population];
  const rising = levels.map((p, at) => ({
    quantile: p === 0.5 ? "median" : `P${100 * p}`,
    ...speedOf(pairAt(judged, a, b, at), metric.better),
  }));
  // Where more is better the low quantiles are the worst requests: they stand on the right, too.
  const shifts = metric.better === "higher" ? rising.reverse() : rising;
  const drawn = shifts.filter((s) => s.speed !== null && s.speed > 0 && Number.isFinite(s.speed));
  const shift = drawn.length
    ? `<div role="img" aria-label="${
      escapeHtml(
        `${names[b]} over ${names[a]}, times as fast: ${
          drawn.map((s) => `${s.quantile} ${s.speed!.toFixed(2)}`).join(", ")
        }`,
      )
    }">${await renderBare(
      quantileShift(shifts, "times as fast, log scale", Math.min(620, width - 70)),
    )}</div>`
    : '<p class="empty">Neither has a value of this metric here.</p>';
  return {
    find: findingHtml(chosen, metrics),
    forest: await forestHtml(chosen, metrics, width),
    cap: caption(chosen),
    shift,
    shiftcap: `${escapeHtml(metric.label)}: ${escapeHtml(names[b])} against ${
      escapeHtml(names[a])
    }; the fastest requests of each on the left, the slowest on the right. Hollow: too few requests for an interval. A level line is a difference all requests share.`,
    matrix: matrixHtml(board, judged, a, b),
    command: escapeHtml(compareCommand(chosen)),
  };
}
