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
/** What ends a JSON string, begins an escape in it, or may not stand there. */
// deno-lint-ignore no-control-regex -- these are what no JSON string holds
const special = /["\\\u0000-\u001f]/;
/** Stands where the text stood, to see what `JSON.parse` makes of it; longer than what is found by chance. */
const probe = "tokenboard reads this event by its shape";

export function repeatedEvents(): Repeated {
  let before: string | null = null;
  let after = "";
  let vain = 0;
  return {
    textOf(data) {
      if (before === null || !data.startsWith(before) || !data.endsWith(after)) return null;
      const end = data.length - after.length;
      if (end <= before.length) return null; // none, or none at all
      const inside = data.slice(before.length, end);
      const text = special.test(inside) ? parseJson(`"${inside}"`) : inside;
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
