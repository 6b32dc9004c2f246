/** Sentences of page `/load/`: how much each target bears, and how sure that is. */
import type { LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { count, escapeHtml, percentText, significant } from "../words/format.js";
import { bearsText, goodAsked } from "./load_good.js";
import { levelOf, type LoadTarget } from "./load_sets.js";
import { levelWords, sloWords } from "./load_terms.js";
import { type ChosenLoad, type Metric, metrics } from "./load_state.js";

/** A step whose median is over so many times that of the lightest is slow. */
export const slowFrom = 2;

/** Between which steps a target gets slow: `kept` surely is not, `slow` surely is; null where there is none. */
export function slowBetween(
  { steps }: Pick<LoadTarget, "steps">,
  metric: Metric,
): { lightest: LoadStep; kept: LoadStep; slow: LoadStep | null; judged: number } | null {
  const own = steps.filter((s) => levelOf(s) !== null)
    .toSorted((a, b) => levelOf(a)! - levelOf(b)!);
  if (own.length < 2) return null;
  const [lightest, ...heavier] = own;
  const judged = heavier.filter((s) => s.against[metric]);
  const first = judged.findIndex((s) => s.against[metric]![1] > slowFrom);
  const slow = first < 0 ? null : judged[first];
  const below = first < 0 ? judged : judged.slice(0, first);
  const kept = below.findLast((s) => s.against[metric]![2] < slowFrom) ?? lightest;
  return { lightest, kept, slow, judged: judged.length };
}

function slowText(target: LoadTarget, metric: Metric): string {
  const found = slowBetween(target, metric);
  if (!found) return "one step alone, which says nothing of more or less load";
  const { lightest, kept, slow, judged } = found;
  if (!judged) return "too few requests in a step to tell its median from that of the lightest";
  const last = target.steps.toSorted((a, b) => levelOf(a)! - levelOf(b)!).at(-1)!;
  const ratio = ([x, low, high]: [number, number, number]) =>
    Number.isFinite(x)
      ? `${significant(x)} times (95% interval ${significant(low)} to ${
        Number.isFinite(high) ? significant(high) : "no end"
      })`
      : "without end";
  if (slow) {
    const than = kept === lightest ? "" : `bears ${levelWords(kept)}, `;
    return `${than}slow at ${levelWords(slow)}: ${ratio(slow.against[metric]!)} the median at ${
      levelWords(lightest)
    }`;
  }
  return kept === last
    ? `bears ${levelWords(last)}, the most that was tried: ${
      ratio(last.against[metric]!)
    } the median at ${levelWords(lightest)}`
    : `bears ${levelWords(kept)}; beyond that the intervals do not tell`;
}

/** How much each bears within the limits, text. */
export const boundText = ({ targets, good }: ChosenLoad): string =>
  `${percentText(good.goodput)}% of the attempts keep ${good.words}: ${
    targets.slice(0, mostSaid).map((t) => `${t.label} ${bearsText(t, good)}`).join(". ")
  }.${targets.length > mostSaid ? ` ${count(targets.length - mostSaid)} more in the table.` : ""}`;

/** So many targets have a sentence; the table has all. */
const mostSaid = 4;

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
  const said = targets.slice(0, mostSaid).map((t) =>
    `<b>${escapeHtml(t.label)}</b> ${
      escapeHtml(asked ? bearsText(t, goodAsked(asked)) : slowText(t, metric))
    }`
  );
  const more = targets.length - said.length;
  const rule = asked
    ? `The search asked for ${percentText(asked.goodput)}% of the requests with ${
      sloWords(asked.slo)
    }. `
    : "";
  return `${escapeHtml(rule)}${said.join(". ")}.${
    more > 0 ? ` ${count(more)} more in the table.` : ""
  }${
    asked ? "" : ` Slow: a median ${metrics[metric].toLowerCase()} over twice the lightest step’s.`
  }`;
}
