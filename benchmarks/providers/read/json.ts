/** Reading JSON that others wrote: every access says what it expects and tolerates everything else. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Levels of nesting that are read. No API nests deeper than some ten; whoever walks what was read may recurse. */
const deepest = 500;

/** The text as JSON, or undefined where it is not, or is nested deeper than 500 levels. */
export function parseJson(text: string): Json | undefined {
  try {
    return tooDeep(text) ? undefined : JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether JSON is nested too deeply to be walked: each level takes an opening and a closing character. */
function tooDeep(text: string): boolean {
  if (text.length < 2 * deepest) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) quoted = !quoted;
    else if (quoted) {
      if (code === 0x5c) i++; // what stands after a backslash closes nothing
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > deepest) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const object = (value: Json | undefined): JsonObject | undefined =>
  isObject(value) ? value : undefined;

/** Values of one list that are read: an answer of so many tokens may come as one. */
const longestList = 1 << 16;

/** A list, else an empty one. Throws where it is longer than any answer: each value takes time. */
export function array(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) return [];
  if (value.length > longestList) throw new RangeError(`a list of ${value.length} values`);
  return value;
}

/** A non-empty string, else undefined. */
export const string = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
/** A finite number, else undefined. */
export const number = (value: Json | undefined): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;
/** A string or a number as a string, else undefined. */
export const word = (value: Json | undefined): string | undefined =>
  typeof value === "number" ? String(value) : string(value);
/** `{[name]: value}`, or nothing where the value is undefined. */
export const defined = <K extends string, V>(name: K, value: V | undefined): { [N in K]?: V } =>
  value === undefined ? {} : { [name]: value } as { [N in K]?: V };
/** At most the first `limit` UTF-16 code units, never half of a character that takes two. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit);
}

/**
 * The first `limit` characters, marked where something was cut. Far more than a record keeps: a key cut
 * in two here would not be known for one when the message is redacted.
 */
export const bounded = (text: string, limit = 2000): string =>
  text.length <= limit ? text : `${cut(text, limit)}...`;
