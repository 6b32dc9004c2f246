/** The parts of page `/compare` as HTML, from judged pairs and state alone: baked, and redrawn in the browser. */
import { forestAxis, forestDomain, forestRow } from "../charts/forest.js";
import { quantileShift } from "../charts/quantile_shift.js";
import type { MetricInfo } from "./board.js";
import {
  type Board,
  type Compared,
  firstPair,
  levels,
  medianAt,
  namesOf,
  num,
  pairAt,
  type Population,
  speedOf,
  titleOf,
} from "./compare_data.js";
import { matrixHtml } from "./compare_matrix.js";
import { count, day, escapeHtml, fixed, percentText } from "./format.js";
import { renderBare } from "./outliers_panels.js";
import { tipHtml } from "./tip.js";

export type CompareState = Record<"board" | "a" | "b" | "metric" | "population", string>;

/** A state as the page can show it: the board, the places of the two systems, the metric. */
export interface Chosen {
  board: Board;
  a: number;
  b: number;
  metric: MetricInfo;
  population: Population;
}

/** What a state means; what a board does not have falls back to the pair it begins with. */
export function chosenOf(boards: Board[], metrics: MetricInfo[], state: CompareState): Chosen {
  const board = boards.find((b) => b.id === state.board) ?? boards[0];
  const names = namesOf(board);
  const headline = metrics.find((m) => m.name === "e2e_tokens_per_s") ?? metrics[0];
  const [firstA, firstB] = firstPair(board, headline.name, headline.better ?? "higher");
  const place = (name: string, otherwise: number) => {
    const found = names.indexOf(name);
    return found >= 0 ? found : otherwise;
  };
  let a = place(state.a, firstA);
  const b = place(state.b, firstB);
  if (a === b) a = b === firstA ? firstB : firstA;
  return {
    board,
    a,
    b,
    metric: metrics.find((m) => m.name === state.metric) ?? headline,
    population: state.population === "all" ? "all" : "succeeded",
  };
}

const ratioText = ({ ratio, low, high }: Compared): string => {
  if (ratio === null) return '<span class="null">null</span>';
  if (!Number.isFinite(ratio) || ratio === 0) return '<span class="fails">fails</span>';
  if (low === null || high === null) {
    return `<span class="tipped weak" tabindex="0">${ratio.toFixed(2)}${
      tipHtml("n too small for an interval: nothing is said by this ratio.")
    }</span>`;
  }
  const alike = low.toFixed(2) === high.toFixed(2);
  const end = (v: number) => Number.isFinite(v) ? v.toFixed(alike ? 3 : 2) : "any";
  return `<b>${ratio.toFixed(2)}</b> <small>${end(low)} to ${end(high)}</small>`;
};

/** What a comparison says of b, in words; `n` requests of each stand behind it. */
export function verdictText(c: Compared, n: number): string {
  if (c.verdict === "equal") return "practically equal (within 5%)";
  if (c.verdict !== "unknown") return c.verdict;
  if (c.low === null) return "cannot tell: too few requests";
  if (c.needed === null) return "cannot tell";
  return c.needed > n
    ? `cannot tell: ${count(c.needed)} requests of each would find 10%`
    : "cannot tell; a difference of 10% would likely have shown";
}

const value = (x: number | null, m: MetricInfo) =>
  x === null
    ? '<span class="null">null</span>'
    : !Number.isFinite(x) || x === 0
    ? '<span class="fails">fails</span>'
    : fixed(x, m.digits);

async function forestHtml(chosen: Chosen, metrics: MetricInfo[], width: number): Promise<string> {
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
  const axis = await renderBare(forestAxis(domain, plot));
  const cell = (system: number, r: (typeof rows)[number], name: string) =>
    `<td class="n" data-l="${name}">${value(num(r.judged.quantiles[system][medianAt]), r.m)}</td>`;
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

/** The answer: in which metrics one is faster, and how often a request of it is. */
export function findingHtml(chosen: Chosen, metrics: MetricInfo[]): string {
  const { board, a, b, metric, population } = chosen;
  const names = namesOf(board).map(escapeHtml);
  const verdicts = metrics.map((m) => ({
    m,
    is: pairAt(board.judged[m.name][population], a, b, medianAt).verdict,
  }));
  // A comma inside a label would look like the next one of the list.
  const called = (m: MetricInfo) => escapeHtml(m.label.toLowerCase().replace(", ", " "));
  const of = (is: string) => verdicts.filter((v) => v.is === is).map((v) => called(v.m));
  const [faster, slower, equal] = [of("faster"), of("slower"), of("equal")];
  const list = (words: string[]) => new Intl.ListFormat("en").format(words);
  const lead = faster.length && slower.length
    ? `It depends: ${names[b]} is faster than ${names[a]} in ${list(faster)}, and slower in ${
      list(slower)
    }.`
    : faster.length
    ? `${names[b]} is faster than ${names[a]} in ${list(faster)}.`
    : slower.length
    ? `${names[b]} is slower than ${names[a]} in ${list(slower)}.`
    : equal.length
    ? `${names[b]} and ${names[a]} are practically equal in ${list(equal)}.`
    : `${names[b]} and ${names[a]} cannot be told apart.`;
  const share = board.judged[metric.name][population].faster[b][a];
  return `<b>${lead}</b>${
    share === null
      ? ""
      : ` Of two requests, one to each, that to ${names[b]} has the better ${called(metric)} in ${
        escapeHtml(percentText(share))
      }% of the cases.`
  }`;
}

function caption({ board, a, b, population }: Chosen): string {
  const names = namesOf(board).map(escapeHtml);
  const turns = board.systems[a].turns.includes(b);
  const n = [a, b].map((i) => {
    const s = board.systems[i];
    return `${names[i]} ${
      population === "all"
        ? `${count(s.attempted)} attempts, ${count(s.attempted - s.ok)} of them failed`
        : `${count(s.ok)} succeeded of ${count(s.attempted)} attempts`
    }${s.day ? `, ${day(s.day)}` : ""}${
      s.below.length ? ` (not ranked: ${escapeHtml(s.below.join("; "))})` : ""
    }`;
  }).join(" · ");
  return `${n}. Ratio of medians with its 95% interval; grey band: practically equal, within 5%. ${
    turns
      ? "They took turns in the same time blocks, so that the hour cancels out."
      : "<b>Two sittings are compared:</b> separate sittings of one and the same system differ 32 to 79% of the time."
  }`;
}

/** Every part that a state changes, by name. */
export async function compareParts(
  chosen: Chosen,
  metrics: MetricInfo[],
  width: number,
): Promise<Record<"find" | "forest" | "cap" | "shift" | "shiftcap" | "matrix", string>> {
  const { board, a, b, metric, population } = chosen;
  const names = namesOf(board);
  const judged = board.judged[metric.name][population];
  const shifts = levels.map((p, at) => ({
    quantile: p === 0.5 ? "median" : `P${100 * p}`,
    ...speedOf(pairAt(judged, a, b, at), metric.better),
  }));
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
  const slow = metric.better === "higher"
    ? "low quantiles are the slow requests"
    : "high quantiles are the slow requests";
  return {
    find: findingHtml(chosen, metrics),
    forest: await forestHtml(chosen, metrics, width),
    cap: caption(chosen),
    shift,
    shiftcap: `${escapeHtml(metric.label)}: ${escapeHtml(names[b])} against ${
      escapeHtml(names[a])
    }, ${slow}. Hollow: n too small for an interval. A level line is a difference all requests share.`,
    matrix: matrixHtml(board, judged, a, b),
  };
}

/** Heading words of a board. */
export const boardLabel = (board: Board): string =>
  `${titleOf(board)} · ${board.workload}${board.location ? ` · from ${board.location}` : ""}${
    board.simulated ? " · simulated" : ""
  }`;
