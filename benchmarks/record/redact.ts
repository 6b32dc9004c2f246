/** Takes secrets out of text that others wrote: a server may echo our key in its error. */

const patterns = [
  /sk-[A-Za-z0-9_\-]{8,}/g,
  /AKIA[A-Z0-9]{16}/g,
  /ASIA[A-Z0-9]{16}/g,
  /AIza[A-Za-z0-9_\-]{30,}/g,
];
const bearer = /\b(bearer\s+)[A-Za-z0-9._~+/=\-]{4,}/gi;

/** The longest message a record keeps, in characters. */
export const messageLimit = 500;

/**
 * The text with every given key, and whatever looks like a key or a bearer token, as `[redacted]`; at most
 * `limit` characters. It is redacted before it is cut, so that no part of a key is left at the edge.
 */
export function redact(text: string, keys: (string | null)[] = [], limit = messageLimit): string {
  let clean = text;
  // Longest first: one key may begin with another.
  const known = keys.filter((k): k is string => k !== null && k.length > 0)
    .sort((a, b) => b.length - a.length);
  for (const key of known) clean = clean.replaceAll(key, "[redacted]");
  clean = clean.replace(bearer, "$1[redacted]");
  for (const pattern of patterns) clean = clean.replace(pattern, "[redacted]");
  return clean.length <= limit ? clean : clean.slice(0, limit);
}
