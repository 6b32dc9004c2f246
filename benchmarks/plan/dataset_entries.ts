/** The entries of JSON lines or of a JSON array, one by one: ShareGPT's file is longer than a string may be. */
import { NotText } from "../files/text_bytes.ts";

/** What an entry holds, the `SyntaxError` of one that is not JSON, or the `NotText` of one that is not UTF-8. */
export interface Entries {
  /** What one is called. */
  unit: "line" | "entry";
  /** With their numbers, from 1. */
  list: Iterable<[number, unknown]>;
}

const code = (character: string) => character.charCodeAt(0);
const decoder = new TextDecoder("utf-8", { fatal: true });
const [newline, quote, backslash, comma] = ["\n", '"', "\\", ","].map(code);
const [bracket, brace, bracketEnd, braceEnd] = ["[", "{", "]", "}"].map(code);

/** Reads UTF-8 that begins with `[` as an array, any other as lines, empty ones passed over. */
export function entriesOf(bytes: Uint8Array): Entries {
  const start = bytes.findIndex((byte) => byte > 0x20);
  return bytes[start] === bracket
    ? { unit: "entry", list: ofArray(bytes.subarray(start + 1)) }
    : { unit: "line", list: ofLines(bytes) };
}

function* ofLines(bytes: Uint8Array): Generator<[number, unknown]> {
  let number = 0;
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(newline, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(from, end);
    from = end + 1;
    number++;
    if (line.some((byte) => byte > 0x20)) yield [number, parsed(line)];
  }
}

function* ofArray(bytes: Uint8Array): Generator<[number, unknown]> {
  let number = 0;
  let from = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at);
    else if (byte === bracket || byte === brace) depth++;
    else if (depth > 0) {
      if (byte === bracketEnd || byte === braceEnd) depth--;
    } else if (byte === comma || byte === bracketEnd) {
      const entry = bytes.subarray(from, at);
      const last = byte === bracketEnd;
      if (last && number === 0 && !entry.some((byte) => byte > 0x20)) return;
      yield [++number, parsed(entry)];
      if (last) return;
      from = at + 1;
    }
  }
  yield [number + 1, new SyntaxError("the file ends before its array does")];
}

/** Where a string ends that begins at `from`: at a quote behind an even number of backslashes. */
function endOfString(bytes: Uint8Array, from: number): number {
  for (let end = bytes.indexOf(quote, from + 1); end >= 0; end = bytes.indexOf(quote, end + 1)) {
    let before = end;
    while (bytes[before - 1] === backslash) before--;
    if ((end - before) % 2 === 0) return end;
  }
  return bytes.length;
}

function parsed(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return new NotText("is not UTF-8 text");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
