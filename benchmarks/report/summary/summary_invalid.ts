/** Why a run, or a target of it, is no result: every reason, each once. */
import { folded } from "../folded.ts";
import { printable } from "../table.ts";
import type { SummaryFacts } from "./summary_facts.ts";

/** Lines of at most `width` characters, each paragraph after an empty line. */
export function invalidText(facts: SummaryFacts, width: number): string[] {
  const { invalid, invalidTargets = [], part, late = [] } = facts;
  const lead = "INVALID, not for a ranking: ";
  return [
    // What the run says of itself already is not said of each target again.
    ...[...invalidTargets].flatMap(([target, why]) =>
      invalid?.includes(why) ? [] : `${lead}${target}: ${why}.`
    ),
    ...invalid ? [`${lead}${invalid}.`] : [],
    ...part
      ? late.map(({ provider, model, why }) =>
        `INVALID by itself: ${provider} ${model}: ${why}. The run is judged by all its shards.`
      )
      : [],
  ].flatMap((words) => ["", folded("", printable(words), width)]);
}
