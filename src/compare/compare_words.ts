/** Sentences of page `/compare`. */
import type { MetricInfo } from "../rows/board.js";
import {
  type Board,
  boardLabel,
  type Compared,
  medianAt,
  namesOf,
  pairAt,
} from "./compare_data.js";
import type { Chosen } from "./compare_state.js";
import { count, day, escapeHtml, percentText } from "../words/format.js";

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

export const populationWords = { succeeded: "Succeeded requests", all: "All attempts" };

/** What was compared, how far it may be trusted, and why; text. */
export function caption({ board, a, b, population }: Chosen): [string, string, string] {
  const names = namesOf(board);
  const turns = board.systems[a].turns.includes(b);
  const oneRun = board.systems[a].run_id === board.systems[b].run_id;
  const n = [a, b].map((i) => {
    const s = board.systems[i];
    return `${names[i]} ${
      population === "all"
        ? `${count(s.attempted)} attempts, ${count(s.attempted - s.ok)} of them failed`
        : `${count(s.ok)} succeeded of ${count(s.attempted)} attempts`
    }${
      s.runs
        ? ` in ${count(s.runs.length)} run${s.runs.length === 1 ? "" : "s"}`
        : s.day
        ? `, ${day(s.day)}`
        : ""
    }${s.below.length ? ` (not ranked: ${s.below.join("; ")})` : ""}`;
  }).join(" · ");
  const what = `${populationWords[population]}; ${
    boardLabel(board)
  }. ${n}. Ratio of medians with its 95% interval; grey band: practically equal, within 5%. `;
  if (turns) {
    const why = "They took turns in the same time blocks, so that the hour cancels out.";
    return [what, "", why];
  }
  const apart = oneRun || board.systems[a].runs
    ? "They did not take turns in ten time blocks"
    : "Two sessions are compared";
  const why = " separate sessions of one and the same system differ 32 to 79% of the time.";
  return [what, `${apart}:`, why];
}

/** How many pairs of how many boards the page judges, in how many metrics. */
export function pairsText(boards: Board[], metrics: number): string {
  const pairs = boards.reduce((n, b) => n + b.systems.length * (b.systems.length - 1) / 2, 0);
  if (pairs === 0) return "No two real systems on one board";
  return `${count(pairs)} ${pairs === 1 ? "pair" : "pairs"} of real systems on ${boards.length} ${
    boards.length === 1 ? "board" : "boards"
  } · ${metrics} metrics`;
}
