/** How the ratio of the chosen two changes from their best requests to their worst. */
import { quantileShift } from "../charts/quantile_shift.js";
import { figureHtml } from "../components/figure.js";
import { levels } from "../shared/levels.js";
import { boardLabel, namesOf, pairAt, speedOf } from "./compare_data.js";
import { pairSql, pairTable } from "./compare_sql.js";
import type { Chosen } from "./compare_state.js";
import { populationWords } from "./compare_words.js";

/** The figure; `width` is the content's, in pixels. */
export async function shiftHtml(chosen: Chosen, width: number): Promise<string> {
  const { board, a, b, metric, population } = chosen;
  const [one, other] = [a, b].map((i) => namesOf(board)[i]);
  const judged = board.judged[metric.name][population];
  const rising = levels.map((p, at) => ({
    quantile: p === 0.5 ? "median" : `P${100 * p}`,
    ...speedOf(pairAt(judged, a, b, at), metric.better),
  }));
  // Where more is better the low quantiles are the worst requests: they stand on the right, too.
  const shifts = metric.better === "higher" ? rising.toReversed() : rising;
  const drawn = shifts.filter((s) => s.speed !== null && s.speed > 0 && Number.isFinite(s.speed));
  if (!drawn.length) return '<p class="empty">Neither has a value of this metric here.</p>';
  const speeds = drawn.map((s) => `${s.quantile} ${s.speed!.toFixed(2)}`).join(", ");
  return await figureHtml({
    id: "shift",
    title: `${other} over ${one}, from the best requests to the worst: ${metric.label}`,
    label: `${other} over ${one}, times as fast: ${speeds}`,
    caption:
      `${populationWords[population]}; ${
        boardLabel(board)
      }. ${metric.label}: ${other} against ${one}; the fastest requests of each on the left, the slowest ` +
      "on the right. Bars: 95% intervals; hollow: too few requests for one. A level line is a " +
      "difference all requests share.",
    spec: quantileShift(shifts, "times as fast, log scale", Math.min(620, width - 70)),
    data: () => pairTable(chosen, [metric], levels),
    json: () => shifts,
    sql: pairSql(chosen, [metric], levels),
  });
}
