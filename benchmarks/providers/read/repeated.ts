/**
 * Events that differ from the one before in their text alone, as most of most streams do: known without being parsed.
 * `JSON.parse` decides what is known: in a text that it took, one string stands for another.
 */
import { type Json, parseJson } from "./json.ts";

export interface Repeated {
  /** The text of an event that is known but for it; null where it is another kind, and must be parsed. */
  textOf(data: string): string | null;
  /** Events like this one are known from here on. `read` finds its text in what was parsed of an event. */
  learn(data: string, text: string, read: (event: Json | undefined) => Json | undefined): void;
  /** What came changed what an event means. */
  forget(): void;
}

/** A stream whose events are never alike is not learned from for ever. */
const mostVain = 4;
/** Whether a text stands in JSON as it is: it holds no quote, no backslash and no control character. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}
/** Stands where the text stood, to see what `JSON.parse` makes of it; longer than what is found by chance. */
const probe = "tokenboard reads this event by its shape";

export function repeatedEvents(): Repeated {
  let before: string | null = null;
  let after = "";
  let vain = 0;
  return {
    textOf(data) {
      if (before === null) return null;
      const end = data.length - after.length;
      if (end <= before.length) return null; // no text, or none at all
      // Slices are compared in half the time of `startsWith` and `endsWith`.
      if (data.slice(0, before.length) !== before || data.slice(end) !== after) return null;
      const inside = data.slice(before.length, end);
      const text = isPlain(inside) ? inside : parseJson(`"${inside}"`);
      if (typeof text !== "string") return null;
      vain = 0;
      return text;
    },
    learn(data, text, read) {
      before = null;
      if (vain >= mostVain) return;
      vain++;
      const written = JSON.stringify(text);
      const at = data.lastIndexOf(written);
      if (at < 0 || data.includes(probe)) return;
      const ahead = data.slice(0, at + 1);
      const behind = data.slice(at + written.length - 1);
      // The probe comes back as that text alone: so it stands for the whole of one string, and for no other.
      if (read(parseJson(ahead + probe + behind)) !== probe) return;
      before = ahead;
      after = behind;
    },
    forget() {
      before = null;
    },
  };
}
