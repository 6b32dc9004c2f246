/**
 * Events that differ from the one before in their text alone, as most of most streams do: known without being parsed.
 * `JSON.parse` decides what is known: in a text that it took, one string stands for another.
 */
import type { Delta, TextDelta as Text } from "../delta.ts";
import { type Json, parseJson } from "./json.ts";
import { ownText } from "./own_text.ts";
import type { SseEvent } from "./sse.ts";

export interface Repeated {
  /** What an event says that is known but for its text; null where it is another kind, and must be parsed. */
  textOf(event: SseEvent): Text | null;
  /** The same of the known events that follow each other from a place of a body, as one; null where none does. */
  run(body: string, from: number): { delta: Text; to: number } | null;
  /**
   * The same of a body that came in several arrivals, which end at `ends`: of each what it brought, null where that is
   * no whole event. As many as there are up to the last that ends where a known event does.
   */
  arrivals(body: string, ends: readonly number[]): (Text | null)[];
  /**
   * Events like this one, which was read as these deltas, are known from here on. `read` reads one that follows it and
   * has another text: what it gives shows whether that text is all that such an event says.
   */
  learn(event: SseEvent, deltas: Delta[], read: (event: SseEvent) => Delta[]): void;
  /** What came changed what an event means. */
  forget(): void;
}

/** A stream whose events are never alike is not learned from for ever. */
const mostVain = 4;
/** What stands in JSON otherwise than as it is. */
// deno-lint-ignore no-control-regex -- JSON has these as escapes alone
const special = /["\\\x00-\x1f]/;
/** Stands where the text stood, to see what is made of it; longer than what is found by chance. */
const probe = "tokenboard reads this event by its shape";

/** The text that stands so in JSON between its quotes; undefined where it is none. */
const textIn = (inside: string): Json | undefined =>
  special.test(inside) ? parseJson(`"${inside}"`) : inside;

export function repeatedEvents(): Repeated {
  let name: string | null = null;
  let kind: Text["kind"] = "content";
  let before: string | null = null;
  let after = "";
  /** Where such an event begins and ends as most servers write it, and both where one follows the other. */
  let [begins, ends, between] = ["", "", ""];
  let vain = 0;

  return {
    textOf({ event, data }) {
      if (before === null || event !== name) return null;
      const end = data.length - after.length;
      if (end <= before.length) return null; // no text, or none at all
      // Slices are compared in half the time of `startsWith` and `endsWith`.
      if (data.slice(0, before.length) !== before || data.slice(end) !== after) return null;
      const text = textIn(data.slice(before.length, end));
      if (typeof text !== "string") return null;
      vain = 0;
      return { kind, text };
    },
    run(body, from) {
      const start = from + begins.length;
      if (before === null || body.slice(from, start) !== begins) return null;
      const insides = body.slice(start).split(between);
      const last = insides.length - 1;
      const end = insides[last].indexOf(ends);
      if (end < 0) insides.pop();
      else insides[last] = insides[last].slice(0, end);
      let count = insides.length;
      let text = insides.join("");
      let chars = text.length;
      if (special.test(text) || insides.includes("")) {
        text = "";
        chars = 0;
        for (count = 0; count < insides.length; count++) {
          const one = textIn(insides[count]);
          if (typeof one !== "string" || one === "") break;
          text += one;
          chars += insides[count].length;
        }
      }
      if (count === 0) return null;
      vain = 0;
      const to = from + count * (begins.length + ends.length) + chars;
      return { delta: count === 1 ? { kind, text } : { kind, text, pieces: count }, to };
    },
    arrivals(body, cuts) {
      if (before === null || !body.startsWith(begins)) return [];
      const insides = body.slice(begins.length).split(between);
      const last = insides.length - 1;
      const end = insides[last].indexOf(ends);
      if (end < 0) insides.pop();
      else insides[last] = insides[last].slice(0, end);
      const plain = !special.test(insides.join(""));
      const found: (Text | null)[] = [];
      let [text, pieces, to, whole] = ["", 0, 0, 0];
      const arrived = () => {
        found.push(pieces === 0 ? null : pieces === 1 ? { kind, text } : { kind, text, pieces });
        [text, pieces] = ["", 0];
      };
      for (const inside of insides) {
        const one = plain ? inside : textIn(inside);
        if (typeof one !== "string" || one === "") break;
        to += begins.length + inside.length + ends.length;
        while (cuts[found.length] < to) arrived();
        text += one;
        pieces++;
        if (cuts[found.length] !== to) continue;
        arrived();
        whole = found.length;
      }
      if (whole > 0) vain = 0;
      found.length = whole;
      return found;
    },
    learn(event, deltas, read) {
      before = null;
      const [delta] = deltas;
      if (vain >= mostVain || deltas.length !== 1 || !("text" in delta) || delta.text === "") {
        return;
      }
      vain++;
      const { data } = event;
      const written = JSON.stringify(delta.text);
      const at = data.lastIndexOf(written);
      if (at < 0 || data.includes(probe) || /[\r\n]/.test(data)) return;
      const ahead = data.slice(0, at + 1);
      const behind = data.slice(at + written.length - 1);
      // The probe comes back as that text alone: so it stands for the whole of one string, and for no other.
      const again = read({ ...event, data: ahead + probe + behind });
      const [one] = again;
      if (again.length !== 1 || one.kind !== delta.kind || one.text !== probe) return;
      name = event.event;
      kind = delta.kind;
      before = ownText(ahead);
      after = ownText(behind);
      begins = `${name === null ? "" : `event: ${name}\n`}data: ${before}`;
      ends = `${after}\n\n`;
      between = ends + begins;
    },
    forget() {
      before = null;
    },
  };
}
