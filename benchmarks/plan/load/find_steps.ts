/**
 * The search for the highest load at which enough requests are good: up by doubling, so that no server meets more than
 * twice what it can take, then by bisection on the log scale. Pure: told how each step went, it says the next.
 */
import type { Shaped } from "./load_schema.ts";

/** How a step went: of all requests that succeeded, failed or were dropped, the share that kept every limit. */
export interface Step {
  /** Requests per second, or in flight. */
  level: number;
  n: number;
  share: number;
  /** Ends of the share's 95% interval. */
  low: number;
  high: number;
}

type Search = Pick<Shaped<"find">, "rate" | "concurrency" | "goodput" | "precision">;

/** Whether enough of its requests were good. */
export const met = ({ n, share }: Step, goodput: number): boolean => n > 0 && share >= goodput;

/** Whether the 95% interval of a step's goodput lies wholly on one side of what is asked. */
export const isSure = ({ low, high }: Step, goodput: number): boolean =>
  low >= goodput || high < goodput;

/** The next level to try; null where the search is over. */
export function nextLevel(search: Search, steps: Step[]): number | null {
  const { from, to } = search.rate ?? search.concurrency!;
  const whole = search.rate === undefined;
  const level = (x: number) => whole ? Math.round(x) : x;
  if (!steps.length) return level(from);
  const { high, low } = bracket(search, steps);
  if (high === null) return null; // not even the first
  if (low === null) return high.level >= to ? null : level(Math.min(to, 2 * high.level));
  const middle = level(Math.sqrt(high.level * low.level));
  const done = low.level <= high.level * (1 + search.precision) ||
    middle <= high.level || middle >= low.level;
  return done ? null : middle;
}

/** The highest step below every one that failed, and the lowest one that failed; null where there is none. */
export function bracket(
  { goodput }: Pick<Search, "goodput">,
  steps: Step[],
): { high: Step | null; low: Step | null } {
  const sorted = steps.toSorted((a, b) => a.level - b.level);
  const low = sorted.find((step) => !met(step, goodput)) ?? null;
  const high = sorted.findLast((s) => met(s, goodput) && (!low || s.level < low.level)) ?? null;
  return { high, low };
}

/** A level for each step that a search could take, were they all needed: the first is where it begins. */
export function findLevels(search: Search): number[] {
  const { from, to } = search.rate ?? search.concurrency!;
  const up = 1 + Math.ceil(Math.log2(to / from));
  const halvings = Math.ceil(Math.log2(Math.LN2 / Math.log(1 + search.precision)));
  return Array.from({ length: up + Math.max(0, halvings) }, () => from);
}
