/** What would turn a printed order round: the same systems by the other definition (definition sensitivity). */
import { rank, sensitive } from "./ranks.js";
import { type Definition, type Entrant, keyOf } from "./standing.js";
import { type Flip, type Looked, turns } from "./view.js";

/** What the second definition changes of the first, where it is the other one of a pair. */
export function otherDefinition(a: Definition, b: Definition): string | null {
  const rates = ["e2e_tokens_per_s", "decode_tokens_per_s"];
  if (a.population === b.population) {
    return a.metric !== b.metric && rates.includes(a.metric) && rates.includes(b.metric)
      ? b.metric
      : null;
  }
  return a.metric === b.metric && ![a.population, b.population].includes("llmperf")
    ? b.population
    : null;
}

/** Neighbours of a view's order that another view puts the other way. `by` names the other definition. */
export function flips(
  entrants: readonly Entrant[],
  view: Looked,
  other: Looked,
  by: string,
): Flip[] {
  // The same systems; one without a value by the other definition cannot turn anything round.
  const both = view.ranked.filter((i) => other.judged[i]?.estimate.interval);
  const { pairs } = rank(
    both.map((i) => other.judged[i]!),
    other.definition.better,
    turns(entrants, other.drawn, both),
  );
  const place = new Map(both.map((i, at) => [i, at]));
  const whole = entrants.map((_, i) =>
    entrants.map((_, j) => pairs[place.get(i) ?? -1]?.[place.get(j) ?? -1] ?? null)
  );
  const key = (i: number) => keyOf(entrants[i]);
  return sensitive(view.ranked, whole, other.definition.better).map((found) => ({
    by,
    above: key(found.above),
    below: key(found.below),
    ratio: [found.other.ratio, found.other.low, found.other.high],
    medians: [other.judged[found.above]!.estimate.q, other.judged[found.below]!.estimate.q],
  }));
}
