/** Whether the time of some work grows with the length of what it works on, or faster. */

import { threadCpuMs } from "../../benchmarks/wire/clock.ts";

/** So long a text is worked on at once: where the work is quadratic, no machine is this fast. */
const length = 6000;
/** A fragment of several letters stands in it more seldom: a longer text has as many. */
const longer = 18_000;
const slowMs = 8;

/** Processor time is told in steps of so many milliseconds. */
const stepMs = 10;

/** How long work on a text takes, ms: on the wall or, where the machine does other things too, of the processor. */
export function timeOf(work: (text: string) => unknown, text: string): number {
  const [cpu, wall] = [threadCpuMs(), performance.now()];
  work(text);
  return Math.min(performance.now() - wall, threadCpuMs() - cpu + stepMs);
}
const best = (work: (text: string) => unknown, text: string): number =>
  Math.min(...[1, 2, 3].map(() => timeOf(work, text)));

/** A text of at least so many characters times a number. */
export interface Pump {
  fragment: string;
  of(times: number): string;
}

/** How time grew with the length: four times as long may take eight times the time, and as little as no one notices. */
function grown(work: (text: string) => unknown, { of }: Pump): number[] | null {
  const [one, two, four] = [0.25, 0.5, 1].map((times) => best(work, of(times)));
  return four > slowMs && four > 8 * one ? [one, two, four] : null;
}

/**
 * Null where the work is linear, else how its time grew. Lengths are doubled only where the first was not done in a
 * moment, and three times: a machine does other things, too.
 */
export function growthOf(work: (text: string) => unknown, pump: Pump): string | null {
  if (timeOf(work, pump.of(1)) < slowMs) return null;
  let found: number[] | null = null;
  for (let round = 0; round < 3; round++) {
    found = grown(work, pump);
    if (!found) return null;
    if (found[2] > 4 * slowMs) break;
  }
  return `${found!.map((ms) => `${ms.toFixed(1)} ms`).join(", ")} for n, 2n, 4n`;
}

/** Texts of one fragment over and over; those of one letter also before an end that nothing fits. */
export const pumpsOf = (fragments: readonly string[]): Pump[] =>
  fragments.flatMap((fragment) =>
    (fragment.length === 1 ? ["", "\u0001"] : [""]).map((end) => ({
      fragment: fragment + end,
      of: (times) =>
        fragment.repeat(times * (fragment.length === 1 ? length : longer) / fragment.length) + end,
    }))
  );

/** What hostile text is made of. */
export const fragments: readonly string[] = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
    .filter((character) => !/[1-9B-Zb-z]/.test(character)),
  ...["\n", "\r\n", "\t", "\0", "\u00a0", "‹", "余额", "👩‍🚀", "\ud800", " \n", "\n "],
  ...["xsk-a_", "sk-", "sk-1", "bearer ", "Bearer a", "AKIA", "AIza", "ya29.", "gsk_", "****"],
  ...["<script", "<style>", "</script", "<!--", "<a ", '\\"', '"\\', '":"', '{"a":', "[{", "data:"],
  ...['data: {"a":"', "event:", "error:", "1,", "1,000", "12 345", "00", "%5c", "%2F", "a=", "a."],
  ...["//", "/v1", "//@", "://a:", "?#", "${", "sk-a-", "http://", "Infinity", "-NaN", "true"],
  ...["insufficient ", "no the ", "credits ", "quota ", "budget ", "api key ", "free trial "],
];
