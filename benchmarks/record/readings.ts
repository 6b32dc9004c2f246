/** Finds in a text what is escaped in it, in whatever format and however often. Linear in the text. */

import { longestForm } from "./key_forms.ts";

const json = "\\\\(?:u\\{0{0,4}[\\da-f]{1,6}\\}|u[\\da-f]{4}|x[\\da-f]{2}|[0-7]{3}|[^])";
const percent = "%[\\da-f]{2}";
const html =
  "&(?:#x[\\da-f]{1,8}|#\\d{1,9}|amp|lt|gt|quot|apos|plus|sol|equals|lowbar|period|colon)(?:;|%3b)?";
/**
 * Quoted-printable; what wraps a line may have become a space. With the others it is not read: `=`
 * stands before many a plain text.
 */
const quoted = "=(?:[\\dA-F]{2}|\\s+)";
const all = new RegExp([json, percent, html, "\\s+"].join("|"), "gi");
const quotedAlone = new RegExp(quoted, "gi");
/** What is an escape in one format is itself in another. */
const alone = [json, percent, html].map((one) => new RegExp(one, "gi"));
const names: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  plus: "+",
  sol: "/",
  equals: "=",
  lowbar: "_",
  period: ".",
  colon: ":",
};
/** An error that quotes an error that quotes a body: each may escape it again. */
const mostLayers = 4;
/** Of a long text so much is read at once: where its escapes stand takes memory. */
const windowLength = 1 << 20;
const overlap = 1 << 14;

/** Where something stands in a text: from, and up to. */
export type Range = [from: number, to: number];

/**
 * Where the patterns match a text as it is, or as it reads without its escapes; in order, none in another. `strange`
 * where what they match may hold a letter that begins an escape.
 */
export function rangesOf(text: string, patterns: RegExp[], strange = false): Range[] {
  const found: Range[] = [];
  for (let from = 0; patterns.length && from < text.length; from += windowLength - overlap) {
    const part = text.length <= windowLength ? text : text.slice(from, from + windowLength);
    for (const [a, b] of rangesIn(part, patterns, strange)) found.push([a + from, b + from]);
    if (from + windowLength >= text.length) break;
  }
  return joined(found);
}

/** The text with `put` in place of each range. */
export function replaceRanges(text: string, ranges: Range[], put: (found: string) => string) {
  if (ranges.length === 0) return text;
  let from = 0;
  const parts: string[] = [];
  for (const [a, b] of ranges) {
    parts.push(text.slice(from, a), put(text.slice(a, b)));
    from = b;
  }
  return parts.join("") + text.slice(from);
}

/** From places in what was read back to those in the text: of what begins there, and of what ends there. */
interface Way {
  begin(at: number): number;
  end(at: number): number;
}

function rangesIn(text: string, patterns: RegExp[], strange: boolean): Range[] {
  const found: Range[] = [];
  const look = (plain: string, way: Way) => {
    for (const pattern of patterns) {
      pattern.lastIndex = 0;
      for (let match; (match = pattern.exec(plain));) {
        const { index } = match;
        const end = index + match[0].length;
        found.push([way.begin(index), way.end(end)]);
        // Another key may begin within this one.
        pattern.lastIndex = Math.max(index + 1, end - longestForm);
      }
    }
  };
  const here: Way = { begin: (at) => at, end: (at) => at };
  let read: { plain: string; way: Way } | null = { plain: text, way: here };
  for (let layer = 0; read && layer <= mostLayers; layer++) {
    look(read.plain, read.way);
    for (const one of strange && layer === 0 ? [quotedAlone, ...alone] : [quotedAlone]) {
      const apart = inside(read, one);
      if (apart) look(apart.plain, apart.way);
    }
    read = inside(read, all);
  }
  return found;
}

/** What was read, read once more, and the way back from there to the text. */
function inside({ plain, way }: { plain: string; way: Way }, escapes: RegExp) {
  const read = without(escapes, plain);
  return read && {
    plain: read.plain,
    way: {
      begin: (at: number) => way.begin(read.way.begin(at)),
      end: (at: number) => way.end(read.way.end(at)),
    },
  };
}

/** The text with its escapes read once, and the way back; null where it has none. */
function without(escapes: RegExp, text: string): { plain: string; way: Way } | null {
  const from: number[] = []; // where in what is read an escape's meaning stands, and its end
  const to: number[] = [];
  const shrunk: number[] = []; // how much shorter the text is by then
  let shrink = 0;
  const plain = text.replace(escapes, (found: string, at: number) => {
    const meant = meaning(found);
    from.push(at - shrink);
    to.push(at - shrink + meant.length);
    shrunk.push(shrink += found.length - meant.length);
    return meant;
  });
  if (shrink === 0) return null;
  const after = (escapesBefore: number) => escapesBefore === 0 ? 0 : shrunk[escapesBefore - 1];
  return {
    plain,
    way: {
      begin: (at) => at + after(countWhile(to, (end) => end <= at)),
      end: (at) => at + after(countWhile(from, (start) => start < at)),
    },
  };
}

/** How many of a rising list hold, where those that do come first. */
function countWhile(list: number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meaning(found: string): string {
  if (found.length === 2 && found[0] === "\\") {
    return { n: "\n", r: "\r", t: "\t" }[found[1]] ?? found[1];
  }
  if (/^=?\s/.test(found)) return "";
  if (found[0] === "%" || found[0] === "=") {
    return String.fromCharCode(parseInt(found.slice(1), 16));
  }
  if (found[0] === "&") {
    const name = found.slice(1).replace(/(;|%3b)$/i, "");
    if (name[0] !== "#") {
      return Object.hasOwn(names, name.toLowerCase()) ? names[name.toLowerCase()] : found;
    }
    return character(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  }
  if (/^\\[ux]/i.test(found)) {
    return character(parseInt(found.slice(2).replace(/[{}]/g, ""), 16));
  }
  return String.fromCharCode(parseInt(found.slice(1), 8));
}

const character = (code: number) => code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);

function joined(ranges: Range[]): Range[] {
  const whole: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}
