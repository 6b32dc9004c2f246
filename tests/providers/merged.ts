/** Deltas however a decoder put texts together that came at once. */
import type { Delta } from "../../benchmarks/providers/delta.ts";

/** Texts of one kind that follow each other as one, with how many they are. */
export function merged<T>(deltas: (Delta | T)[]): (Delta | T)[] {
  const whole: (Delta | T)[] = [];
  for (const delta of deltas) {
    const last = whole.at(-1);
    const [before, text] = [textIn(last), textIn(delta)];
    if (!before || !text || before.kind !== text.kind) whole.push(delta);
    else {
      const pieces = (before.pieces ?? 1) + (text.pieces ?? 1);
      whole[whole.length - 1] = { kind: text.kind, text: before.text + text.text, pieces };
    }
  }
  return whole;
}

type Text = Extract<Delta, { text: string }>;

/** The delta where it brings a text. */
const textIn = (delta: unknown): Text | null =>
  typeof delta === "object" && delta !== null && "text" in delta && delta.text !== ""
    ? delta as Text
    : null;
