/** Words for loads, shares and limits on page `/load/`. */
import type { Asked, LoadStep } from "@/benchmarks/queries/load/judged_steps.ts";
import type { Step } from "../shared/load_steps.js";
import { atLeast, atMost, percentText, significant } from "../words/format.js";
import { isRate, levelOf, levelText } from "./load_sets.js";

const unitOf = (step: LoadStep): string => isRate(step) ? "requests/s" : "in flight";
/** "8 requests/s", "1 to 50 requests/s", "5 in flight"; "an unknown load". */
export function levelWords(step: LoadStep): string {
  const level = levelOf(step);
  if (level !== null) return `${levelText(level)} ${unitOf(step)}`;
  return step.rate_from === null
    ? step.shape === "trace" ? "a trace’s own moments" : "an unknown load"
    : `${levelText(step.rate_from)} to ${levelText(step.rate_to!)} requests/s`;
}
/** The same of a load that is known by its number. */
export const levelIn = (level: number, steps: LoadStep[]) =>
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
