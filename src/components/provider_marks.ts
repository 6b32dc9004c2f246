/** The mark of each provider: bound to its name, the same on every page and after every build. */
import { type Mark, type Shape, shapes, svgOf } from "../charts/mark.js";
import { boundOf, brand, ring } from "../words/providers.js";

/** Shapes of providers whose name is bound to none. */
const free = shapes.filter((s) => s !== "circle" && s !== "square");

/** A name's own number: FNV-1a, of 32 bits. */
function hash(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

/**
 * Gives each name a place of its own among `places`: its hash's, or the next free one where an earlier name has that.
 * So a name keeps its place whoever comes later. When all are taken, a new lap begins.
 */
export function placing(places: number): (name: string) => { place: number; lap: number } {
  const given = new Map<string, { place: number; lap: number }>();
  let taken = new Set<number>();
  return (name) => {
    const old = given.get(name);
    if (old) return old;
    if (taken.size === places) taken = new Set();
    let place = hash(name) % places;
    while (taken.has(place)) place = (place + 1) % places;
    taken.add(place);
    const found = { place, lap: Math.floor(given.size / places) };
    given.set(name, found);
    return found;
  };
}

const unknown = placing(free.length * ring.length);
const simulated = placing(shapes.length);
const color = (i: number) => `var(--tb-${ring[i % ring.length]})`;

/**
 * Marks the providers of the whole store, the first measured first: what a page shows must not
 * decide who came first.
 */
export function markInOrder(names: string[]): void {
  for (const name of names) markOf(name);
}

let asked = false;
/** The built page bears the names of its store; a page's loader asks the store itself. */
function askPage(): void {
  asked = true;
  const names = globalThis.document?.querySelector("#providers-of-store")?.textContent;
  if (names) markInOrder(JSON.parse(names));
}

/** The mark of a provider; of 384 unknown ones no two are alike, nor of 16 simulated ones. */
export function markOf(provider: string, isSimulated = provider.startsWith("sim-")): Mark {
  if (!asked) askPage();
  if (isSimulated) {
    const { place, lap } = simulated(provider);
    const color = "var(--tb-simulated)";
    return { shape: shapes[place], color, core: lap ? color : null, hollow: true };
  }
  const bound = boundOf(provider);
  if (bound) return { ...bound, core: null, hollow: false };
  const { place, lap } = unknown(brand(provider));
  const first = Math.floor(place / free.length);
  return {
    shape: free[place % free.length] as Shape,
    color: color(first),
    core: lap ? color(first + 1 + (lap - 1) % (ring.length - 1)) : null,
    hollow: false,
  };
}

/** A mark beside a name, 10 pixels wide. */
export function markHtml(mark: Mark): string {
  return `<svg class="dot${
    mark.hollow ? " hollow" : ""
  }" viewBox="-6 -6 12 12" aria-hidden="true" data-shape="${mark.shape}" style="--c:${mark.color}">${
    svgOf(mark, 0, 0, 5)
  }</svg>`;
}

/** The mark of a provider beside its name. */
export const providerMark = (provider: string, isSimulated?: boolean): string =>
  markHtml(markOf(provider, isSimulated));
