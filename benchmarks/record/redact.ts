/** Takes secrets out of text that others wrote: a server may echo our key in its error. */

import { cut } from "../providers/read/json.ts";
import { keyPatterns } from "./key_forms.ts";
import { maskSplit } from "./mask_split.ts";
import { rangesOf, replaceRanges } from "./readings.ts";

/** Shapes of keys, as vendors give them out. */
const patterns = [
  /(?<![A-Za-z])sk-[A-Za-z0-9_\-]{8,}/g,
  /\bA[KS]IA[A-Z0-9]{16}/g,
  /AIza[A-Za-z0-9_\-]{30,}/g,
  /\bya29\.[A-Za-z0-9_\-.]{16,}/g,
  /\b(?:gsk|hf|fw|r8|xai|csk|pplx|tgp|nvapi)[_-][A-Za-z0-9_\-]{16,}/g,
];
/** Within a word too, but not in "task-oriented": only with a digit, which is looked for in what was found. */
const withinWord = /sk-[A-Za-z0-9_\-]{8,}/g;
const bearer = /\b(bearer\s+)[A-Za-z0-9._~+/=\-]{4,}/gi;
/** What `maskBytes` left of a key: read from a recording it is redacted as the key was. */
const masked = /\*{4,}/g;

/** A shorter key is a placeholder ("x", "EMPTY", "none"): taking it out would only garble messages. */
const shortestKey = 6;

/** Where a given key stands in the text, in whatever form. */
const keysIn = (text: string, keys: (string | null)[]) => {
  const own = keys.filter((k): k is string => k !== null && k.length >= shortestKey);
  const strange = own.some((key) => /[\\%&]/.test(key));
  return rangesOf(text, keyPatterns(own), strange);
};

/** The longest message a record keeps, in characters. */
export const messageLimit = 500;

/**
 * The text with every given key, and whatever looks like a key or a bearer token, as `[redacted]`; at most
 * `limit` characters. It is redacted before it is cut, so that no part of a key is left at the edge.
 */
export function redact(text: string, keys: (string | null)[] = [], limit = messageLimit): string {
  const ranges = keysIn(text, keys);
  // What is taken out must not draw in what stood beyond the limit: there a caller may have cut a key in two.
  const far = limit + 200;
  const end = ranges.find(([from, to]) => from < far && far < to)?.[1] ?? far;
  const near = ranges.filter(([from]) => from < end);
  let clean = replaceRanges(cut(text, end), near, () => "[redacted]");
  clean = clean.replace(bearer, "$1[redacted]");
  clean = clean.replace(withinWord, (found) => /\d/.test(found) ? "[redacted]" : found);
  for (const pattern of [...patterns, masked]) clean = clean.replace(pattern, "[redacted]");
  return cut(clean, limit);
}

/** A line break stays: with it an event would end, or begin, elsewhere. */
const stars = (found: string) => found.replace(/[^\r\n]/g, "*");

/** The text with every character of a given key replaced by `*`. */
const maskGiven = (text: string, keys: (string | null)[]) =>
  replaceRanges(text, keysIn(text, keys), stars);

/** The text with every character of a key replaced by `*`: what came after stands where it stood. */
export function mask(text: string, keys: (string | null)[]): string {
  let clean = maskGiven(text, keys);
  clean = clean.replace(bearer, (found, word: string) => word + stars(found.slice(word.length)));
  clean = clean.replace(withinWord, (found) => /\d/.test(found) ? stars(found) : found);
  for (const pattern of patterns) clean = clean.replace(pattern, stars);
  return clean;
}

/**
 * Bytes with every byte of a key replaced by `*`, a given one in pieces over the events of a stream too; the same
 * array where there is none. What only looks like a key is looked for whole: pieces of ids put together look like one.
 */
export function maskBytes(bytes: Uint8Array, keys: (string | null)[]): Uint8Array {
  const text = new TextDecoder("latin1").decode(bytes);
  const clean = maskSplit(mask(text, keys), (joined) => maskGiven(joined, keys));
  if (clean === text) return bytes;
  const own = bytes.slice();
  for (let i = 0; i < own.length; i++) if (clean[i] !== text[i]) own[i] = 42;
  return own;
}
