/** Sentences of page `/load/`: how much each target bears, and how sure that is. */
import type { LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { count, escapeHtml, percentText, significant } from "../words/format.js";
import { bearsShort, bearsText, goodAsked } from "./load_good.js";
import { levelOf, type LoadTarget } from "./load_sets.js";
import { levelWords, sloWords } from "./load_terms.js";
import { type ChosenLoad, type Metric, metrics } from "./load_state.js";

/** A step whose median is over so many times that of the lightest is slow. */
export const slowFrom = 2;

interface Between {
  lightest: LoadStep;
  kept: LoadStep;
  slow: LoadStep | null;
  /** The heaviest. */
  last: LoadStep;
  /** Steps that could be held against the lightest. */
  judged: number;
}

/** Between which steps a target gets slow: `kept` surely is not, `slow` surely is; null where there is none. */
export function slowBetween(
  { steps }: Pick<LoadTarget, "steps">,
  metric: Metric,
): Between | null {
  const own = steps.filter((s) => levelOf(s) !== null)
    .toSorted((a, b) => levelOf(a)! - levelOf(b)!);
  if (own.length < 2) return null;
  const [lightest, ...heavier] = own;
  const judged = heavier.filter((s) => s.against[metric]);
  const first = judged.findIndex((s) => s.against[metric]![1] > slowFrom);
  const slow = first < 0 ? null : judged[first];
  const below = first < 0 ? judged : judged.slice(0, first);
  const kept = below.findLast((s) => s.against[metric]![2] < slowFrom) ?? lightest;
  return { lightest, kept, slow, last: own.at(-1)!, judged: judged.length };
}

/** Without an answer at the lightest step there is nothing to hold the others against; "" where there is one. */
function noMiddle({ steps }: LoadTarget, metric: Metric): string {
  const lightest = steps.filter((s) => levelOf(s) !== null)
    .reduce((a: LoadStep | null, b) => a && levelOf(a)! <= levelOf(b)! ? a : b, null);
  if (!lightest || Number.isFinite(lightest[metric] ?? NaN)) return "";
  return `has no median to compare with: at ${levelWords(lightest)}, the lightest step, ${
    count(lightest.succeeded)
  } of ${count(lightest.attempts)} attempts succeeded`;
}

/** Between which loads a target gets slow, with the intervals; text. */
function slowText(target: LoadTarget, metric: Metric): string {
  const found = slowBetween(target, metric);
  if (!found) return "has one step alone, which says nothing of more or less load";
  const none = noMiddle(target, metric);
  if (none) return none;
  const { lightest, kept, slow, last, judged } = found;
  if (!judged) return "has too few requests in a step to tell its median from the lightest step’s";
  const ratio = ([x, low, high]: [number, number, number]) =>
    Number.isFinite(x)
      ? `${significant(x)} times (95% interval ${significant(low)} to ${
        Number.isFinite(high) ? significant(high) : "no end"
      })`
      : "without end, against";
  const of = (step: LoadStep) =>
    `${ratio(step.against[metric]!)} the median at ${levelWords(lightest)}`;
  if (slow) {
    return `${kept === lightest ? "is" : `bears ${levelWords(kept)}, is`} slow at ${
      levelWords(slow)
    }: ${of(slow)}`;
  }
  return kept === last
    ? `bears ${levelWords(last)}, the most that was tried: ${of(last)}`
    : `bears ${levelWords(kept)}; beyond that the intervals do not tell`;
}

/** The same in few words, where there are many targets. */
function slowShort(target: LoadTarget, metric: Metric): string {
  const found = slowBetween(target, metric);
  if (!found) return "one step alone";
  if (noMiddle(target, metric)) return "no answer to compare with";
  const { lightest, kept, slow, last, judged } = found;
  if (!judged) return "too few requests";
  if (slow) {
    return kept === lightest
      ? `less than ${levelWords(slow)}`
      : `${levelWords(kept)}, slow at ${levelWords(slow)}`;
  }
  return kept === last ? `at least ${levelWords(last)}` : `${levelWords(kept)}, not sure beyond`;
}

/** So many targets have a sentence of their own; of more each has a few words, as far as a first screen has room. */
const [mostSentences, mostSaid] = [2, 8];

/** What is said of each target, and how many more there are. */
function saidOf(
  targets: LoadTarget[],
  long: (t: LoadTarget) => string,
  short: (t: LoadTarget) => string,
): { said: [LoadTarget, string][]; between: string; more: string } {
  const few = targets.length <= mostSentences;
  const said = targets.slice(0, mostSaid).map((t): [LoadTarget, string] => [
    t,
    few ? long(t) : short(t),
  ]);
  const left = targets.length - said.length;
  return {
    said,
    between: few ? ". " : "; ",
    more: left > 0 ? ` ${count(left)} more in the table.` : "",
  };
}

/** How much each bears within the limits, text. */
export function boundText({ targets, good }: ChosenLoad): string {
  const { said, between, more } = saidOf(
    targets,
    (t) => bearsText(t, good),
    (t) => bearsShort(t, good),
  );
  return `${percentText(good.goodput)}% of the attempts keep ${good.words}: ${
    said.map(([t, words]) => `${t.label} ${words}`).join(between)
  }.${more}`;
}

/** The answer, HTML. */
export function findingHtml({ set, targets, metric, asked }: ChosenLoad): string {
  if (!set || !targets.length) return "<b>No system is chosen.</b>";
  if (!set.stepped) {
    const [first] = targets[0].steps;
    const more = targets.length > 1 ? `${count(targets.length)} systems` : targets[0].label;
    return `<b>One load says nothing of more or less.</b> ${escapeHtml(more)} ${
      targets.length > 1 ? "were" : "was"
    } measured at ${escapeHtml(levelWords(first))} alone; a sweep asks at several.`;
  }
  const { said, between, more } = asked
    ? saidOf(targets, (t) => bearsText(t, goodAsked(asked)), (t) => bearsShort(t, goodAsked(asked)))
    : saidOf(targets, (t) => slowText(t, metric), (t) => slowShort(t, metric));
  const rule = asked
    ? `The search asked for ${percentText(asked.goodput)}% of the requests with ${
      sloWords(asked.slo)
    }. `
    : "";
  const words = said.map(([t, words]) => `<b>${escapeHtml(t.label)}</b> ${escapeHtml(words)}`);
  return `${escapeHtml(rule)}${words.join(between)}.${more}${
    asked ? "" : ` Slow: a median ${metrics[metric].toLowerCase()} over twice the lightest step’s.`
  }`;
}
