import assert from "node:assert/strict";
import fc from "fast-check";
import type { Delta } from "../../benchmarks/providers/delta.ts";
import { type StampedDelta, textOf } from "../../benchmarks/record/text.ts";

const at = (time: number, text: string, kind: "content" | "reasoning" = "content") => ({
  at: time,
  delta: { kind, text } as Delta,
});
const [high, low] = ["\ud83d", "\ude80"]; // the rocket
const chars = (deltas: StampedDelta[]) => textOf(deltas, null, true).arrivals.map((a) => a.chars);

Deno.test("textOf() counts a character of two halves once, where its first half came", () => {
  const halves = [at(1, "Hi " + high), at(2, low + "!")];
  const { text } = textOf(halves, null, true);
  assert.deepEqual([text.content, text.first_arrival.content], ["Hi 🚀!", "Hi 🚀"]);
  assert.deepEqual(chars(halves), [4, 1]);
  assert.deepEqual(chars([at(1, high), at(2, low)]), [1, 0]);
  assert.deepEqual(chars([at(1, high), at(1, low)]), [1]);
});

Deno.test("textOf() joins halves of their own kind, whatever comes between", () => {
  const { text } = textOf([at(1, high), at(2, "hm", "reasoning"), at(3, low)], null, true);
  assert.deepEqual([text.content, text.reasoning], ["🚀", "hm"]);
});

Deno.test("textOf() leaves no half alone in a text", () => {
  const alone = [[high], [low], [high, "a"], ["a", low], [high, high, low], [high, "", low]];
  for (const parts of alone) {
    const { text } = textOf(parts.map((part, i) => at(i, part)), null, true);
    assert.ok(text.content.isWellFormed() && text.first_arrival.content.isWellFormed());
  }
  assert.equal(textOf([at(1, "a" + high), at(2, "b")], null, true).text.content, "a\ufffdb");
});

Deno.test("textOf() says the same of a text however its code units are cut", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc.array(fc.nat(40)),
      (text, cuts) => {
        const edges = [...new Set([0, ...cuts, text.length])].filter((c) => c <= text.length)
          .sort((a, b) => a - b);
        const deltas = edges.slice(1).map((end, i) => at(i, text.slice(edges[i], end)));
        assert.equal(textOf(deltas, null, true).text.content, text);
        assert.equal(chars(deltas).reduce((sum, n) => sum + n, 0), [...text].length);
      },
    ),
  );
});
