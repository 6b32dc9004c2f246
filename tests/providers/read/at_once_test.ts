/** Arrivals that are read together bring, each at its own time, what they bring where each is read as it comes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { anthropicReader } from "../../../benchmarks/providers/anthropic/anthropic_chunk.ts";
import { chatReader } from "../../../benchmarks/providers/openai/openai_chunk.ts";
import { sseDecoder, type SseReader } from "../../../benchmarks/providers/read/sse_body.ts";
import { merged } from "../merged.ts";
import { blocks, stream } from "./repeated_streams.ts";

let atOnce = 0;

/** What each arrival of a body brought; up to each of the places `reads` all that came is read together. */
function read(bytes: Uint8Array, ends: number[], reads: Set<number>, reader: () => SseReader) {
  const decoder = sseDecoder({ status: 200, headers: [] }, reader);
  const brought: Delta[][] = ends.map(() => []);
  let [arrival, from] = [0, 0];
  ends.forEach((end, i) => {
    if (!reads.has(i) && i + 1 < ends.length) return;
    const waiting = ends.slice(arrival, i + 1).map((at) => at - from);
    const texts = waiting.length > 1 ? decoder.texts!(bytes.subarray(from, end), waiting) : [];
    atOnce += texts.length;
    for (const text of texts) {
      if (text) brought[arrival].push(text);
      from = ends[arrival++];
    }
    for (; arrival <= i; arrival++) {
      for (const delta of decoder.push(bytes.subarray(from, ends[arrival]))) {
        brought[arrival].push(delta);
      }
      from = ends[arrival];
    }
  });
  return [...brought.map((deltas) => merged(deltas)), decoder.end()];
}

/** A body, where its arrivals end, and after which of them it is read. */
const inArrivals = (given: string) => {
  // deno-lint-ignore no-control-regex -- all but these take several bytes
  const body = given.replace(/[^\x00-\x7f]/g, (c) => given.length % 4 ? "." : c);
  const bytes = new TextEncoder().encode(body);
  // Most arrivals of most streams end where events do.
  const events = [...body.matchAll(/\n\n/g)].map(({ index }) =>
    new TextEncoder().encode(body.slice(0, index + 2)).length
  );
  return fc.record({
    bytes: fc.constant(bytes),
    ends: fc.tuple(
      fc.subarray(events, { minLength: events.length >> 1 }),
      fc.array(fc.nat(bytes.length), { maxLength: 3 }),
    ).map(
      ([some, others]) => [...some, ...others, bytes.length].sort((a, b) => a - b),
    ),
    reads: fc.array(fc.nat(8), { minLength: 1, maxLength: 3 }).map((places) => new Set(places)),
  });
};

for (
  const [name, bodies, reader] of [
    ["chat completions", stream, chatReader],
    ["Anthropic's messages", blocks, anthropicReader],
  ] as const
) {
  Deno.test(`arrivals of ${name} read the same together and one by one`, () => {
    atOnce = 0;
    fc.assert(
      fc.property(bodies.chain(inArrivals), ({ bytes, ends, reads }) => {
        const each = read(bytes, ends, new Set(ends.keys()), reader);
        assert.deepEqual(read(bytes, ends, reads, reader), each);
      }),
      { numRuns: 500 },
    );
    assert.ok(atOnce > 100, `${atOnce} arrivals were read together`);
  });
}

Deno.test("texts that are known come by their arrivals, and what else comes is left for push", () => {
  const event = (text: string) => `data: {"choices":[{"delta":{"content":"${text}"}}]}\n\n`;
  const decoder = sseDecoder({ status: 200, headers: [] }, chatReader);
  const bytes = (...parts: string[]) => new TextEncoder().encode(parts.join(""));
  const ends = (...parts: string[]) => parts.map((_, i) => parts.slice(0, i + 1).join("").length);
  const content = (text: string, pieces?: number) => ({
    kind: "content",
    text,
    ...pieces ? { pieces } : {},
  });
  assert.deepEqual(decoder.texts!(bytes(event("a")), ends(event("a"))), [], "nothing is known yet");
  decoder.push(bytes(event("a")));
  const parts = [
    event("b"),
    event("c").slice(0, 20),
    event("c").slice(20) + event("\\n"),
    event(""),
  ];
  assert.deepEqual(decoder.texts!(bytes(...parts), ends(...parts)), [
    content("b"),
    null,
    content("c\n", 2),
  ]);
  assert.deepEqual(decoder.texts!(bytes(event("é")), [event("é").length]), [], "not ASCII");
});
