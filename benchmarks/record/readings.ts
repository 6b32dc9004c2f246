/** Finds in a text what is escaped in it, in whatever format and however often. Linear in the text. */

const json = "\\\\(?:u\\{0{0,4}[\\da-f]{1,6}\\}|u[\\da-f]{4}|x[\\da-f]{2}|[0-7]{3}|[^])";
const percent = "%[\\da-f]{2}";
const html =
  "&(?:#x[\\da-f]{1,8}|#\\d{1,9}|amp|lt|gt|quot|apos|plus|sol|equals|lowbar|period|colon);?";
/** Quoted-printable. With the others it is not read: `=` stands before many a plain text. */
const quoted = "=[\\dA-F]{2}|=?\\r?\\n";
const all = new RegExp([json, percent, html, "\\r?\\n"].join("|"), "gi");
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

function rangesIn(text: string, patterns: RegExp[], strange: boolean): Range[] {
  const found: Range[] = [];
  const look = (plain: string, back: (at: number) => number) => {
    for (const pattern of patterns) {
      for (const match of plain.matchAll(pattern)) {
        found.push([back(match.index), back(match.index + match[0].length)]);
      }
    }
  };
  look(text, (at) => at);
  let plain = text;
  let back = (at: number) => at;
  for (let layer = 0; layer < mostLayers; layer++) {
    const read = without(all, plain);
    if (read === null) break;
    const outer = back;
    back = (at) => outer(read.back(at));
    plain = read.plain;
    look(plain, back);
  }
  for (const one of strange ? [quotedAlone, ...alone] : [quotedAlone]) {
    const read = without(one, text);
    if (read) look(read.plain, read.back);
  }
  return found;
}

/** The text with its escapes read once, and the way back from a place in it; null where it has none. */
function without(escapes: RegExp, text: string) {
  const after: number[] = []; // the end of what an escape stands for
  const shrunk: number[] = []; // how much shorter the text is by then
  let shrink = 0;
  const plain = text.replace(escapes, (found: string, at: number) => {
    const meant = meaning(found);
    after.push(at - shrink + meant.length);
    shrunk.push(shrink += found.length - meant.length);
    return meant;
  });
  if (shrink === 0) return null;
  const back = (at: number) => {
    let [low, high] = [0, after.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (after[middle] <= at) low = middle + 1;
      else high = middle;
    }
    return at + (low === 0 ? 0 : shrunk[low - 1]);
  };
  return { plain, back };
}

function meaning(found: string): string {
  if (found.length === 2 && found[0] === "\\") {
    return { n: "\n", r: "\r", t: "\t" }[found[1]] ?? found[1];
  }
  if (found.endsWith("\n") && found[0] !== "\\") return "";
  if (found[0] === "%" || found[0] === "=") {
    return String.fromCharCode(parseInt(found.slice(1), 16));
  }
  if (found[0] === "&") {
    const name = found.slice(1).replace(/;$/, "");
    if (name[0] !== "#") return names[name.toLowerCase()] ?? found;
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
