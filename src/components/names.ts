/** Names as pages write them: people call their services and models what they like, at any length, in any script. */
import { providerLabel } from "./providers.js";

/** Characters of a name that a table, a plot or a sentence has room for; the end stays, for it tells twins apart. */
const room = 40, start = 25, end = 14;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name of at most forty characters, cut in its middle. One in a right-to-left script is kept apart by Unicode's
 * isolates, for it would draw what stands beside it to its other side.
 */
export function shortName(name: string): string {
  const letters = [...name];
  const short = letters.length > room
    ? `${letters.slice(0, start).join("").trimEnd()}…${letters.slice(-end).join("").trimStart()}`
    : name;
  return rightToLeft.test(short) ? `\u2068${short}\u2069` : short;
}

/** A provider as a table, a plot or a sentence writes it. */
export const providerName = (provider: string): string => shortName(providerLabel(provider));
