/** The entries of a trace's file: lines of JSON, an array of them, or CSV by the names of its columns. Pure. */
import { NotText } from "../files/text_bytes.ts";
import { entriesOf } from "../plan/dataset_entries.ts";
import { TraceFault } from "../plan/traces/trace.ts";
import type { Entry } from "./format.ts";

/** Reads UTF-8 without a mark before it. Throws `TraceFault` at the first entry that is none. */
export function* traceEntries(bytes: Uint8Array): Generator<Entry> {
  const start = bytes.findIndex((byte) => byte > 0x20);
  const isJson = bytes[start] === 0x7b || bytes[start] === 0x5b;
  if (!isJson) return yield* csvEntries(bytes);
  const { unit, list } = entriesOf(bytes);
  for (const [number, entry] of list) {
    if (entry instanceof SyntaxError) throw new TraceFault(`${unit} ${number} is not JSON`);
    if (entry instanceof NotText) throw new TraceFault(`${unit} ${number} ${entry.message}`);
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
      throw new TraceFault(`${unit} ${number} is not a JSON object`);
    }
    yield [number, entry as Record<string, unknown>];
  }
}

/** Numbers and names need no quotes in any of these files; CRLF and LF both end a line. */
function* csvEntries(bytes: Uint8Array): Generator<Entry> {
  const decoder = new TextDecoder();
  let names: string[] | null = null;
  let number = 0;
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(10, from);
    const end = found < 0 ? bytes.length : found;
    const line = decoder.decode(bytes.subarray(from, end)).trim();
    from = end + 1;
    number++;
    if (line === "") continue;
    const cells = line.split(",").map((cell) => cell.trim());
    if (!names) names = cells;
    else if (cells.length !== names.length) {
      throw new TraceFault(`line ${number} has ${cells.length} cells, not ${names.length}`);
    } else yield [number, Object.fromEntries(names.map((name, i) => [name, cells[i]]))];
  }
}
