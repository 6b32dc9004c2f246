/** The text of an attempt, and the arrivals that brought it. */
import type { Delta } from "../providers/delta.ts";
import type { Ns } from "../providers/recording.ts";

/** A delta with the time of the arrival it came in. */
export interface StampedDelta {
  at: Ns;
  delta: Delta;
}

/** Text of one attempt: of each kind the whole, and the parts of the first token-bearing arrival. */
export interface AttemptText {
  content: string;
  reasoning: string;
  tool_call: string;
  first_arrival: { content: string; reasoning: string; tool_call: string };
  /** The message contents joined, for the count of `input_tokens`; null where it is not kept. */
  prompt: string | null;
}

/** Of a request that was not sent. */
export const noText: AttemptText = {
  content: "",
  reasoning: "",
  tool_call: "",
  first_arrival: { content: "", reasoning: "", tool_call: "" },
  prompt: null,
};

const textKinds = ["content", "reasoning", "tool_call"] as const;
type TextKind = (typeof textKinds)[number];
/** A delta that carries text, maybe none. */
export const isText = (d: Delta): d is Extract<Delta, { kind: TextKind }> =>
  (textKinds as readonly string[]).includes(d.kind);

const high = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const low = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * Joins the text and groups it by arrival: deltas of one arrival share its time. A character that two deltas bring
 * in halves is one, of the arrival that brought the first; a half that stays alone becomes U+FFFD.
 */
export function textOf(deltas: StampedDelta[], prompt: string | null, streamed: boolean) {
  const parts = { content: [] as string[], reasoning: [] as string[], tool_call: [] as string[] };
  /** Code units that the first arrival brought. */
  const first = { content: 0, reasoning: 0, tool_call: 0 };
  const firstOf: Record<TextKind, Ns | null> = { content: null, reasoning: null, tool_call: null };
  const arrivals: { at: Ns; chars: number }[] = [];
  for (const { at, delta } of deltas) {
    if (!isText(delta) || delta.text === "") continue;
    const { kind, text } = delta;
    const before = parts[kind].at(-1) ?? "";
    parts[kind].push(text);
    if (!streamed) continue;
    firstOf[kind] ??= at;
    if (arrivals.at(-1)?.at !== at) arrivals.push({ at, chars: 0 });
    const whole = high(before, before.length - 1) && low(text, 0);
    arrivals.at(-1)!.chars += codePoints(text) - (whole ? 1 : 0);
    if (arrivals.length === 1) first[kind] += text.length;
  }
  const joined = (kind: TextKind, from = parts[kind].join("")) => from.toWellFormed();
  const begun = (kind: TextKind) => {
    const all = parts[kind].join("");
    const cut = first[kind];
    return joined(kind, all.slice(0, cut + (high(all, cut - 1) && low(all, cut) ? 1 : 0)));
  };
  const of = (take: (kind: TextKind) => string) => ({
    content: take("content"),
    reasoning: take("reasoning"),
    tool_call: take("tool_call"),
  });
  const text: AttemptText = { ...of((kind) => joined(kind)), first_arrival: of(begun), prompt };
  const anyText = textKinds.some((kind) => parts[kind].length > 0);
  return { text, arrivals, firstOf, anyText };
}

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if (low(text, i) && high(text, i - 1)) count--;
  return count;
}
