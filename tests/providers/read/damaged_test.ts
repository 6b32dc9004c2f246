/**
 * Streams of every protocol, cut short or damaged anywhere: a row, never a fault of ours, and the
 * same however it is cut.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { provider } from "../../../benchmarks/providers/index.ts";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { makeSchedule, profileNamed } from "../../../benchmarks/simulator/profile.ts";
import { protocols } from "../../../benchmarks/simulator/protocols/index.ts";
import { decode } from "../decoder_cases.ts";
import { concat } from "../exchanges.ts";

const schedule = makeSchedule(profileNamed("groq-70b")!, 12, "a seed");
const ask = { model: "m", stream: true, usage: true, tokens: 12, prompt: "hello", counted: null };

/** All text said, in order. */
const said = (deltas: Delta[]): string => deltas.map((d) => "text" in d ? d.text : "").join("");
/** Deltas by pieces of text: where one ends is the cut's, what they say is not. */
const joined = (deltas: Delta[]): unknown => [said(deltas), deltas.filter((d) => !("text" in d))];

for (const protocol of protocols) {
  const decoder = provider(protocol.name);
  const step = decoder.streamStep ?? 0;
  const bytes = concat(protocol.stream(schedule, ask, "an-id").map((s) => s.bytes));
  const whole = said(decode(decoder, bytes, { step }));

  const who = `${protocol.name}, ${protocols.indexOf(protocol)}`; // several speak by one name
  Deno.test(`${who}: a stream cut short anywhere says the beginning of what the whole one says`, () => {
    assert.ok(whole.length > 20);
    for (let end = 0; end < bytes.length; end += 3) {
      const begun = said(decode(decoder, bytes.subarray(0, end), { step }));
      assert.ok(whole.startsWith(begun), `cut at ${end}: ${begun}`);
    }
  });

  Deno.test(`${who}: a damaged stream is read, and the same however it is cut`, () => {
    const place = fc.nat(bytes.length - 1);
    const damage = fc.array(
      fc.record({
        at: place,
        take: fc.nat(40),
        put: fc.uint8Array({ maxLength: 12 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(damage, fc.array(place, { maxLength: 8 }), (wounds, cuts) => {
        const bad = wounds.reduce(
          (all, { at, take, put }) => concat([all.subarray(0, at), put, all.subarray(at + take)]),
          bytes,
        );
        const deltas = decode(decoder, bad, { step });
        const within = cuts.map((cut) => Math.min(cut, bad.length));
        assert.deepEqual(joined(decode(decoder, bad, { step, cuts: within })), joined(deltas));
        for (const delta of deltas) assert.equal(typeof delta.kind, "string");
      }),
      { numRuns: 100 },
    );
  });
}

Deno.test("a long body that is no event stream is quoted the same however it is cut", () => {
  const bytes = concat(["no stream ".repeat(300)]);
  const deltas = decode(provider("gemini"), bytes);
  assert.deepEqual(deltas.map((d) => d.kind), ["error"]);
  assert.deepEqual(decode(provider("gemini"), bytes, { cuts: [990, 1001] }), deltas);
});
