/** The entries of JSON lines or of a JSON array, one by one: ShareGPT's file is longer than a string may be. */

/** What an entry holds, or the `SyntaxError` of one that is not JSON. */
export interface Entries {
  /** What one is called. */
  unit: "line" | "entry";
  /** With their numbers, from 1. */
  list: Iterable<[number, unknown]>;
}

const code = (character: string) => character.charCodeAt(0);
const [newline, quote, backslash, comma] = ["\n", '"', "\\", ","].map(code);
const [bracket, brace, bracketEnd, braceEnd] = ["[", "{", "]", "}"].map(code);
const decoder = new TextDecoder();

/** Reads a file that begins with `[` as an array, any other as lines, empty ones passed over. */
export function entriesOf(file: Uint8Array): Entries {
  const bom = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf;
  const bytes = bom ? file.subarray(3) : file;
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
    const text = decoder.decode(bytes.subarray(from, end));
    from = end + 1;
    number++;
    if (text.trim() !== "") yield [number, parsed(text)];
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
      const text = decoder.decode(bytes.subarray(from, at));
      const last = byte === bracketEnd;
      if (last && number === 0 && text.trim() === "") return;
      yield [++number, parsed(text)];
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
