/** The token counts of an attempt out of all the usages its answer reported. Pure. */
import type { Usage } from "../providers/delta.ts";

type Kind = keyof Usage;

/**
 * Kind by kind the last count above zero: a usage may come in parts, and a later part may leave out, or
 * write as zero, what an earlier one counted. A usage of zeros alone counts nothing and says nothing. A zero stays
 * where nothing else was said of its kind, such as tokens from a cache; but of an input, since no request has no
 * tokens, and of an output where there is text.
 */
export function mergedUsage(parts: Usage[], anyText: boolean): Usage {
  const merged: Usage = {};
  for (const part of parts) {
    const counts = Object.entries(part) as [Kind, number | undefined][];
    if (!counts.some(([, count]) => count! > 0)) continue;
    for (const [kind, count] of counts) {
      if (count !== undefined && (count > 0 || !merged[kind])) merged[kind] = count;
    }
  }
  if (merged.input === 0) delete merged.input;
  if (merged.output === 0 && anyText) delete merged.output;
  return merged;
}
