/** The shapes in which a server may echo a key that no escape explains: as it is, in hexadecimal, decimal or Base64. */

/** A shorter key's encodings are short enough to occur by chance. */
const shortestEncoded = 8;
/** Of a longer secret its beginning is looked for, and all that could belong to it goes with it. */
const longest = 96;
/** Everything that tokens, and their escapes, are written with; bytes may stand apart. */
const rest = "(?:[\\w%\\\\&#;.+/=~-]|(?:: ?|, ?| )(?=[\\da-f]{2,3}\\b))*";

/** No form of a key, but for what goes on after it, is longer: a byte in decimal takes five characters. */
export const longestForm = longest * 3 * 5;
/** So many keys are looked for at once: one pass finds all, and the expression stays small enough to be compiled. */
const keysAtOnce = 16;

const known = new Map<string, RegExp>();

/** Global expressions that together find each of the keys in a text, or in bytes read as Latin-1, in whatever case. */
export function keyPatterns(keys: string[]): RegExp[] {
  const patterns: RegExp[] = [];
  for (let at = 0; at < keys.length; at += keysAtOnce) {
    patterns.push(patternOf(keys.slice(at, at + keysAtOnce)));
  }
  return patterns;
}

function patternOf(keys: string[]): RegExp {
  const name = JSON.stringify(keys);
  let pattern = known.get(name);
  if (!pattern) {
    if (known.size > 1000) known.clear(); // keys that renew themselves
    const forms = keys.flatMap(formsOf).toSorted((a, b) => b.length - a.length);
    pattern = new RegExp(forms.join("|"), "gi");
    known.set(name, pattern);
  }
  return pattern;
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** What a key may look like, as expressions. */
function formsOf(key: string): string[] {
  if (key.length < shortestEncoded) return [`(?-i:${literal(key)})`];
  const after = key.length > longest ? rest : "";
  return encodingsOf(key).map((form) => literal(form) + after);
}

function encodingsOf(key: string): string[] {
  const head = key.slice(0, longest).toWellFormed();
  const bytes = new TextEncoder().encode(head);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));
  return [
    ...new Set([
      head,
      latin1(bytes),
      ...["", " ", ":", "-"].map((between) => hex.join(between)),
      ...[",", ", "].map((between) => bytes.join(between)),
      ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
    ]),
  ];
}

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** The letters of Base64 that `bytes` alone decide, where `offset` other bytes stand before them; both alphabets. */
function base64At(bytes: Uint8Array, offset: number): string[] {
  const all = btoa("\0".repeat(offset) + latin1(bytes));
  const from = Math.ceil(offset * 8 / 6);
  const to = Math.floor((offset + bytes.length) * 8 / 6);
  const own = all.slice(from, to);
  return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
}
