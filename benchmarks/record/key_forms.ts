/** The shapes in which a server may echo a key that no escape explains: as it is, in hexadecimal, decimal or Base64. */

/** A shorter key's encodings are short enough to occur by chance. */
const shortestEncoded = 8;
/** Of a longer secret its beginning is looked for, and all that could belong to it goes with it. */
const longest = 96;
/** Everything that tokens, and their escapes, are written with; bytes may stand apart. */
const rest = "(?:[\\w%\\\\&#;.+/=~-]|(?:: ?|, ?| )(?=[\\da-f]{2,3}\\b))*";

const known = new Map<string, RegExp>();

/** A global expression that finds a key in a text, or in bytes read as Latin-1, in whatever case. */
export function keyPattern(key: string): RegExp {
  let pattern = known.get(key);
  if (!pattern) {
    if (known.size > 1000) known.clear(); // keys that renew themselves
    pattern = key.length < shortestEncoded ? new RegExp(literal(key), "g") : new RegExp(
      formsOf(key).map(literal).map(key.length > longest ? goesOn : same).join("|"),
      "gi",
    );
    known.set(key, pattern);
  }
  return pattern;
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const same = (text: string) => text;
const goesOn = (text: string) => text + rest;

function formsOf(key: string): string[] {
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
