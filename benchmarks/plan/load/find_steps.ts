/**
 * The search for the highest load at which enough requests are good: up by doubling, so that no server meets more than
 * twice what it can take, then by bisection on the log scale. Pure: told how each step went, it says the next.
 */
import { bracket, type Step } from "../../shared/load_steps.ts";
import type { Shaped } from "./load_schema.ts";

type Search = Pick<Shaped<"find">, "rate" | "concurrency" | "goodput" | "precision">;

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

/** A level for each step that a search could take, were they all needed: the first is where it begins. */
export function findLevels(search: Search): number[] {
  const { from, to } = search.rate ?? search.concurrency!;
  const up = 1 + Math.ceil(Math.log2(to / from));
  const halvings = Math.ceil(Math.log2(Math.LN2 / Math.log(1 + search.precision)));
  return Array.from({ length: up + Math.max(0, halvings) }, () => from);
}
