/** The text of an attempt, and the arrivals that brought it. */
import type { Delta } from "../providers/provider.ts";
import type { Ns } from "../wire/recording.ts";

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

const textKinds = ["content", "reasoning", "tool_call"] as const;
type TextKind = (typeof textKinds)[number];
/** A delta that carries text, maybe none. */
export const isText = (d: Delta): d is Extract<Delta, { kind: TextKind }> =>
  (textKinds as readonly string[]).includes(d.kind);

/** Joins the text and groups it by arrival: deltas of one arrival share its time. */
export function textOf(deltas: StampedDelta[], prompt: string | null, streamed: boolean) {
  const empty = () => ({ content: "", reasoning: "", tool_call: "" });
  const parts = { content: [] as string[], reasoning: [] as string[], tool_call: [] as string[] };
  const first = empty();
  const firstOf: Record<TextKind, Ns | null> = { content: null, reasoning: null, tool_call: null };
  const arrivals: { at: Ns; chars: number }[] = [];
  for (const { at, delta } of deltas) {
    if (!isText(delta) || delta.text === "") continue;
    parts[delta.kind].push(delta.text);
    if (!streamed) continue;
    firstOf[delta.kind] ??= at;
    if (arrivals.at(-1)?.at !== at) arrivals.push({ at, chars: 0 });
    arrivals.at(-1)!.chars += codePoints(delta.text);
    if (arrivals.length === 1) first[delta.kind] += delta.text;
  }
  const text: AttemptText = {
    content: parts.content.join(""),
    reasoning: parts.reasoning.join(""),
    tool_call: parts.tool_call.join(""),
    first_arrival: first,
    prompt,
  };
  return { text, arrivals, firstOf };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
