/** The bytes of text files as people have them: UTF-8 or UTF-16, with or without a byte order mark. */

/** A file that is no text; the message says what it is instead. */
export class NotText extends Error {}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** Bytes that begin a file which holds its text packed or in another form. */
const packed: [string, number[]][] = [
  ["is compressed (gzip): unpack it first", [0x1f, 0x8b]],
  ["is compressed (zstd): unpack it first", [0x28, 0xb5, 0x2f, 0xfd]],
  ["is a zip archive or a spreadsheet: unpack it, or save it as text", [0x50, 0x4b, 3, 4]],
  ["is a Parquet file, not text", [0x50, 0x41, 0x52, 0x31]],
  ["is UTF-32 text: save it as UTF-8", [0xff, 0xfe, 0, 0]],
  ["is UTF-32 text: save it as UTF-8", [0, 0, 0xfe, 0xff]],
];

const begins = (bytes: Uint8Array, mark: number[]) => mark.every((byte, i) => bytes[i] === byte);

/** The encoding by its mark, or by the zeros of UTF-16 about a first letter (RFC 4627), and how long the mark is. */
function encodingOf(bytes: Uint8Array): [Encoding, number] {
  if (begins(bytes, [0xef, 0xbb, 0xbf])) return ["utf-8", 3];
  if (begins(bytes, [0xff, 0xfe])) return ["utf-16le", 2];
  if (begins(bytes, [0xfe, 0xff])) return ["utf-16be", 2];
  if (bytes.length > 1 && bytes[0] !== 0 && bytes[1] === 0) return ["utf-16le", 0];
  if (bytes.length > 1 && bytes[0] === 0 && bytes[1] !== 0) return ["utf-16be", 0];
  return ["utf-8", 0];
}

/**
 * The text of a file's bytes, without its mark. With `cut` the bytes may end anywhere: what is no text then is
 * replaced.
 *
 * @throws NotText
 */
export function textOf(bytes: Uint8Array, { cut = false } = {}): string {
  refusePacked(bytes);
  const [encoding, mark] = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: !cut, ignoreBOM: true }).decode(bytes.subarray(mark));
  } catch {
    throw new NotText(`is not ${encoding.toUpperCase()} text: save it as UTF-8`);
  }
}

/** The same as UTF-8 bytes without a mark, unchecked, for files longer than a string may be; throws `NotText`. */
export function utf8Of(bytes: Uint8Array): Uint8Array {
  refusePacked(bytes);
  const [encoding, mark] = encodingOf(bytes);
  return encoding === "utf-8" ? bytes.subarray(mark) : new TextEncoder().encode(textOf(bytes));
}

function refusePacked(bytes: Uint8Array): void {
  const found = packed.find(([, mark]) => begins(bytes, mark));
  if (found) throw new NotText(found[0]);
}
