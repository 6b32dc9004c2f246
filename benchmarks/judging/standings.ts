/** What a leaderboard says of its systems: who is ranked, where, how sure, and what would turn the order round. */
import { flips, otherDefinition } from "./flips.js";
import type { Definition, Entrant } from "./standing.js";
import { type Judgement, look } from "./view.js";

export type { Definition, Entrant, Judgement };

/**
 * Judges every definition over the systems of one board, and holds the definitions against each other. `refused` says
 * why a system is not ranked whatever its requests are like.
 */
export function judgeBoard(
  entrants: readonly Entrant[],
  definitions: readonly Definition[],
  refused: (key: string, definition: Definition) => string | null = () => null,
): Judgement[] {
  const views = definitions.map((definition) => look(entrants, definition, refused));
  for (const view of views) {
    for (const other of views) {
      const by = otherDefinition(view.definition, other.definition);
      if (by) view.judgement.flips.push(...flips(entrants, view, other, by));
    }
  }
  return views.map((view) => view.judgement);
}

/**
 * What is judged of a board: each metric with a direction, over the succeeded requests and over all attempts; where its
 * runs are LLMPerf's also as it counted.
 */
export const definitionsOf = (
  metrics: { name: string; better: "higher" | "lower" | null }[],
  llmperf: boolean,
): Definition[] =>
  metrics.flatMap(({ name, better }) =>
    better === null ? [] : (["succeeded", "all", ...llmperf ? ["llmperf"] as const : []] as const)
      .map((population) => ({ metric: name, better, population }))
  );
