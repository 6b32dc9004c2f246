/** The elements of a body that is one JSON array, each as soon as it is whole: Google's streams without `alt=sse`. */
import type { SseSink } from "./sse.ts";

const space = /\s/;

/** Frames a body; one element may hold `maxChars` characters. Every element is an event without a name. */
export function jsonArrayFraming(sink: SseSink, maxChars = 16 * 1024 * 1024) {
  const decoder = new TextDecoder();
  let pieces: string[] = []; // of the element at hand, from earlier arrivals
  let length = 0;
  let within = false; // an element has begun
  let depth = 0; // 1 is the array itself
  let quoted = false;
  let escaped = false;
  let overflowed = false;

  const feed = (text: string): void => {
    let from = 0;
    const close = (to: number) => {
      const data = within ? pieces.join("") + text.slice(from, to) : null;
      pieces = [];
      length = 0;
      within = false;
      if (data !== null) sink.event({ event: null, data });
    };
    for (let i = 0; i < text.length; i++) {
      const char = text[i];
      if (quoted) {
        if (escaped) escaped = false;
        else if (char === "\\") escaped = true;
        else if (char === '"') quoted = false;
        continue;
      }
      if (char === "[" && depth === 0) {
        depth = 1;
        continue;
      }
      // What stands before the array or after it is none of it.
      if (depth === 0) continue;
      if (depth === 1 && (char === "," || char === "]")) {
        close(i);
        if (char === "]") depth = 0;
        continue;
      }
      if (!within && !space.test(char)) {
        within = true;
        from = i;
      }
      if (char === '"') quoted = true;
      else if (char === "{" || char === "[") depth++;
      else if (char === "}" || char === "]") {
        depth--;
        // Whole without what comes after it: the comma may come with the next element, the bracket never.
        if (depth === 1) close(i + 1);
      }
    }
    if (within) {
      pieces.push(text.slice(from));
      length += text.length - from;
      overflowed = length > maxChars;
    }
  };

  const unlessOver = (text: string) => overflowed ? undefined : feed(text);
  return {
    push: (bytes: Uint8Array): void => unlessOver(decoder.decode(bytes, { stream: true })),
    /** An element that is not whole at the end of the body is none. */
    end: (): void => unlessOver(decoder.decode()),
    overflowed: () => overflowed,
  };
}
