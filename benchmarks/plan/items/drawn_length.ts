/** A length in tokens, drawn as LLMPerf draws it: again until it is positive. */
import type { Random } from "../random.ts";

export function drawnLength(random: Random, mean: number, stddev: number): number {
  if (stddev === 0) return mean;
  for (;;) {
    const drawn = Math.round(mean + stddev * random.normal());
    if (drawn > 0) return drawn;
  }
}
