/** Sentences of page `/load/`: how much each target bears, and how sure that is. */
import type { Asked, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { bracket, isSure, type Step } from "../shared/load_steps.js";
import { atLeast, atMost, count, escapeHtml, percentText, significant } from "../words/format.js";
import { isRate, levelOf, levelText, type LoadTarget } from "./load_sets.js";
import { type ChosenLoad, type Metric, metrics } from "./load_state.js";

/** A step whose median is over so many times that of the lightest is slow. */
export const slowFrom = 2;

const unitOf = (step: LoadStep): string => isRate(step) ? "requests/s" : "in flight";
/** "8 requests/s", "1 to 50 requests/s", "5 in flight"; "an unknown load". */
export function levelWords(step: LoadStep): string {
  const level = levelOf(step);
  if (level !== null) return `${levelText(level)} ${unitOf(step)}`;
  return step.rate_from === null
    ? "an unknown load"
    : `${levelText(step.rate_from)} to ${levelText(step.rate_to!)} requests/s`;
}
const levelIn = (level: number, steps: LoadStep[]) =>
  levelWords(steps.find((s) => levelOf(s) === level) ?? steps[0]);

/** "97%, 95% interval 91 to 99%". */
export const shareWords = ({ share, low, high }: Pick<Step, "share" | "low" | "high">): string =>
  `${percentText(share)}% (95% interval ${atLeast(low)} to ${atMost(high)}%)`;

/** What a good request keeps: "TTFT within 0.5 s and 50 ms a token". */
export function sloWords(slo: Asked["slo"]): string {
  const names: Record<string, (s: number) => string> = {
    ttft_s: (s) => `first token within ${s} s`,
    tpot_s: (s) => `${significant(s * 1000)} ms a token`,
    e2e_latency_s: (s) => `end within ${s} s`,
    response_time_s: (s) => `end within ${s} s of the schedule`,
  };
  return Object.entries(slo).map(([name, limit]) => names[name]?.(limit) ?? `${name} ${limit}`)
    .join(" and ");
}

/** What a search found of a target. */
function foundText({ steps }: LoadTarget, asked: Asked): string {
  const own = steps.flatMap((s): Step[] => {
    const level = levelOf(s);
    return s.goodput && level !== null ? [{ level, ...s.goodput }] : [];
  });
  const { high, low } = bracket(asked, own);
  const at = ({ level }: Step) => levelIn(level, steps);
  if (!high) {
    return low
      ? `not even ${at(low)}, the least that was tried: ${shareWords(low)}`
      : "no step was made";
  }
  if (!low) return `at least ${at(high)}, the most that was tried: ${shareWords(high)}`;
  const unsure = [high, low].some((step) => !isSure(step, asked.goodput));
  return `${at(high)}: ${shareWords(high)}; at ${at(low)} ${shareWords(low)}${
    unsure ? "; not sure, an interval holds what is asked" : ""
  }`;
}

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
    `<b>${escapeHtml(t.label)}</b> ${escapeHtml(asked ? foundText(t, asked) : slowText(t, metric))}`
  );
  const more = targets.length - said.length;
  const rule = asked
    ? `Highest load at which ${percentText(asked.goodput)}% of the requests have ${
      sloWords(asked.slo)
    }: `
    : "";
  return `${escapeHtml(rule)}${said.join(". ")}.${
    more > 0 ? ` ${count(more)} more in the table.` : ""
  }${
    asked ? "" : ` Slow: a median ${metrics[metric].toLowerCase()} over twice the lightest step’s.`
  }`;
}
