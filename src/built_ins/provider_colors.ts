/** One colour of each provider in every chart of the site, where nothing but colour can tell it. */
import { boundOf, ring } from "../words/providers.js";

const storeNames = (): string[] =>
  JSON.parse(globalThis.document?.querySelector("#providers-of-store")?.textContent || "[]");

/**
 * Colours for names of providers, in their order: a bound name has its own, another the one that the fewest have by
 * then. Names of the store go first, so that a chart's other providers change nothing.
 */
export function colorsOf(names: string[], known = storeNames()): string[] {
  const uses = new Map(ring.map((name) => [`var(--tb-${name})`, 0]));
  const colors = new Map<string, string>();
  for (const name of [...known, ...names]) {
    if (colors.has(name)) continue;
    const free = [...uses].reduce((least, one) => one[1] < least[1] ? one : least)[0];
    const color = boundOf(name)?.color ?? free;
    uses.set(color, (uses.get(color) ?? 0) + 1);
    colors.set(name, color);
  }
  return names.map((name) => colors.get(name)!);
}
