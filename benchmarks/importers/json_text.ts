/** JSON as other harnesses write it: with Python's NaN, a value a line, or several values in one file. */
import { endOfString } from "../providers/read/ends.ts";
import { type JsonObject, object, parseJson } from "../providers/read/json.ts";
import { Refusal } from "./importer.ts";

/**
 * The text with null for NaN and Infinity, which Python writes where a statistic has no value and
 * JSON has not; a string keeps them. By hand: an expression that knows strings needs a stack as
 * deep as a string is long.
 */
export function withoutNaN(text: string): string {
  const parts: string[] = [];
  for (let from = 0; from < text.length;) {
    const quote = text.indexOf('"', from);
    const opens = quote < 0 ? text.length : quote;
    parts.push(text.slice(from, opens).replace(/-?\b(?:NaN|Infinity)\b/g, "null"));
    from = Math.min(endOfString(text, opens + 1) + 1, text.length);
    parts.push(text.slice(opens, from));
  }
  return parts.join("");
}

/** The text with the numbers of fields such as "request_start_ns" as strings, no digit of which is lost. */
export const withExactNanoseconds = (text: string): string =>
  text.replace(/("(?:request_(?:start|end)|timestamp)_ns": ?)(\d{16,19})(?=[,}])/g, '$1"$2"');

/**
 * The objects of a file, in order: one, one a line, one after the other, or those of one array.
 *
 * @throws Refusal naming the first thing that is no object, or the object in which the file ends.
 */
export function objectsOf(file: string, text: string): JsonObject[] {
  const values = valuesOf(file, withoutNaN(text));
  const [only] = values;
  const all = values.length === 1 && Array.isArray(only) ? only : values;
  return all.map((value, i) => {
    const found = object(value);
    if (!found) throw new Refusal(file, `its value ${i + 1} is no JSON object`);
    return found;
  });
}

const opening = "{[";
const closing = "}]";

function valuesOf(file: string, text: string) {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  const values = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') i = endOfString(text, i + 1);
    else if (opening.includes(c)) {
      if (depth++ === 0) {
        if (text.slice(from, i).trim()) break;
        from = i;
      }
    } else if (closing.includes(c) && --depth === 0) {
      const value = parseJson(text.slice(from, i + 1));
      if (value === undefined) throw new Refusal(file, `its value ${values.length + 1} is no JSON`);
      values.push(value);
      from = i + 1;
    }
  }
  if (depth > 0) {
    throw new Refusal(file, `ends inside its value ${values.length + 1}: it was cut`);
  }
  if (text.slice(from).trim() || !values.length) {
    throw new Refusal(file, `has something else than JSON after ${values.length} values`);
  }
  return values;
}
