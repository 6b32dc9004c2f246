/** Lines of JSON from bytes: one object a line. */

/** Bytes in, lines out; what is cut anywhere gives the same lines as what is not. */
export interface LineFraming {
  push(bytes: Uint8Array): string[];
  /** Ends the body: a last line without its line break still counts. */
  end(): string[];
  /** True once a line was longer than the limit; nothing comes after. */
  overflowed(): boolean;
}

/** Frames a body; one line may hold `maxChars` characters. Empty lines are none. */
export function lineFraming(maxChars = 16 * 1024 * 1024): LineFraming {
  const text = new TextDecoder();
  let parts: string[] = []; // of the line that has not ended: joined once, not at every arrival
  let length = 0;
  let overflowed = false;

  const add = (part: string) => {
    parts.push(part);
    length += part.length;
    if (length > maxChars) overflowed = true;
  };
  const feed = (piece: string, last: boolean): string[] => {
    const lines: string[] = [];
    const close = () => {
      const line = parts.join("").trim();
      if (line && !overflowed) lines.push(line);
      parts = [];
      length = 0;
    };
    let from = 0;
    for (let end; !overflowed && (end = piece.indexOf("\n", from)) >= 0; from = end + 1) {
      add(piece.slice(from, end));
      close();
    }
    if (!overflowed && from < piece.length) add(piece.slice(from));
    if (last || overflowed) close();
    return lines;
  };
  return {
    push: (bytes) => overflowed ? [] : feed(text.decode(bytes, { stream: true }), false),
    end: () => overflowed ? [] : feed(text.decode(), true),
    overflowed: () => overflowed,
  };
}
