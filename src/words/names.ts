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

/**
 * What things of one page are called, in their order: each by its first name; those that would be called alike by the
 * next. The last must tell all apart.
 */
export function apart<T>(things: T[], ...names: ((thing: T) => string)[]): string[] {
  const [name, ...longer] = names;
  const given = things.map(name);
  if (!longer.length) return given;
  const alike = things.filter((_, i) => given.indexOf(given[i]) !== given.lastIndexOf(given[i]));
  const better = new Map(apart(alike, ...longer).map((text, i) => [alike[i], text]));
  return things.map((thing, i) => better.get(thing) ?? given[i]);
}
