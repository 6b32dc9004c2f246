/** Which requests of a step are good, by limits that the reader or the run's own search set. */
import type { Asked, LoadData, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import { type Limits, limitWords, nearest, ttftWords } from "../choice/limits.js";
import { type Share, shareOf } from "../judging/statistics/goodput.js";
import { bracket, isSure, type Step } from "../shared/load_steps.js";
import { levelOf, type LoadTarget } from "./load_sets.js";
import { levelIn, shareWords, sloWords } from "./load_terms.js";

/** Share of a step's requests that must be good, where no search says. */
const usualShare = 0.95;

/** What makes a request good on the page as it is. */
export interface Good {
  /** As a sentence has it. */
  words: string;
  /** Condition over view `requests`. */
  sql: string;
  /** Share of a step's requests that must be good. */
  goodput: number;
  /** Null where the page cannot tell: of an old run it has no requests. */
  of(step: LoadStep): Share | null;
}

const first = "0".charCodeAt(0);
/** Where a code has its character for a time. */
const places = { ttft: 0, tpot_s: 1, e2e_latency_s: 2 };

function goodUnder(code: string, { ttft, per, limit }: Limits): boolean[] {
  const [most, mostPer] = [nearest("ttft", ttft), nearest(per, limit)];
  const kept = (i: number, place: number, step: number) =>
    code.charCodeAt(3 * i + place) - first <= step;
  return Array.from(
    { length: code.length / 3 },
    (_, i) => kept(i, places.ttft, most) && kept(i, places[per], mostPer),
  );
}

/** Good by the limits of the run's own search. */
export const goodAsked = ({ slo, goodput }: Asked): Good => ({
  words: sloWords(slo),
  sql: Object.entries(slo).map(([name, limit]) => `${name} <= ${limit}`).join(" AND "),
  goodput,
  of: (step) => step.goodput,
});

/** Good by the limits of the reader. */
export function goodWithin({ steps, codes }: LoadData, limits: Limits): Good {
  const { ttft, per, limit } = limits;
  const codeOf = new Map(steps.map((step, i) => [step, codes[i]]));
  return {
    words: `TTFT within ${ttftWords(ttft)} and ${limitWords(limits)}`,
    sql: `ttft_s <= ${ttft} AND ${per} <= ${limit}`,
    goodput: usualShare,
    of(step) {
      const code = codeOf.get(step) ?? null;
      return code === null ? null : shareOf(goodUnder(code, limits));
    },
  };
}

/** The steps of a target as a search has them. */
const judgedBy = ({ steps }: LoadTarget, good: Good): Step[] =>
  steps.flatMap((step): Step[] => {
    const [level, share] = [levelOf(step), good.of(step)];
    return share && level !== null ? [{ level, ...share }] : [];
  });

/** The same as `bearsText` in few words. */
export function bearsShort(target: LoadTarget, good: Good): string {
  const own = judgedBy(target, good);
  if (!own.length) return "not known";
  const { high, low } = bracket(good, own);
  const at = ({ level }: Step) => levelIn(level, target.steps);
  if (!high) return `less than ${at(low!)}`;
  const unsure = [high, low].some((step) => step && !isSure(step, good.goodput));
  return `${low ? "up to" : "at least"} ${at(high)}${unsure ? ", not sure" : ""}`;
}

/** Up to which load enough requests of a target are good, and how sure that is; text. */
export function bearsText(target: LoadTarget, good: Good): string {
  const { steps } = target;
  const own = judgedBy(target, good);
  if (!own.length) return "has no step of which this page has the requests";
  const { high, low } = bracket(good, own);
  const at = ({ level }: Step) => levelIn(level, steps);
  if (!high) return `not even at ${at(low!)}, the least that was tried: ${shareWords(low!)}`;
  if (!low) return `up to ${at(high)}, the most that was tried: ${shareWords(high)}`;
  const unsure = [high, low].some((step) => !isSure(step, good.goodput));
  return `up to ${at(high)}: ${shareWords(high)}; at ${at(low)} ${shareWords(low)}${
    unsure ? "; not sure, an interval holds what is asked" : ""
  }`;
}
