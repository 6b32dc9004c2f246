/** Text as bytes in the encodings that files come in. */

export const encodings = [
  "utf-8",
  "utf-8 with mark",
  "utf-16le with mark",
  "utf-16be with mark",
  "utf-16le",
  "utf-16be",
] as const;
export type Encoding = (typeof encodings)[number];

export function encoded(text: string, encoding: Encoding): Uint8Array {
  const marked = encoding.endsWith("mark") ? `\ufeff${text}` : text;
  if (encoding.startsWith("utf-8")) return new TextEncoder().encode(marked);
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < marked.length; i++) {
    view.setUint16(2 * i, marked.charCodeAt(i), encoding.startsWith("utf-16le"));
  }
  return bytes;
}
