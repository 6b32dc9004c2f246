import assert from "node:assert/strict";
import fc from "fast-check";
import { contextOf } from "../../benchmarks/conformance/context.ts";
import { expected } from "../../benchmarks/conformance/expected/index.ts";
import { cutArrivals, recordingOf } from "./fixture.ts";
import { exact, faultsOf, wholeRow } from "../../benchmarks/conformance/judge.ts";
import { rights } from "../../benchmarks/conformance/lines.ts";
import { openai } from "../../benchmarks/providers/openai/openai.ts";
import { decodeRecording } from "../../benchmarks/record/replay.ts";
import { toRecord } from "../../benchmarks/record/to_record.ts";
import { scripts } from "../../benchmarks/simulator/faults/index.ts";
import { lines } from "../../benchmarks/simulator/faults/script.ts";
import type { Recording } from "../../benchmarks/providers/recording.ts";

const key = "sk-conformance-0123456789";
/** Tokens are counted elsewhere: here a character is one, which shows every character that went astray. */
const characters = { name: "characters", count: (text: string) => text.length };

const rowOf = (name: string, recording: Recording) => {
  const { deltas, failure } = decodeRecording(recording, openai);
  const { row, text } = toRecord(recording, deltas, contextOf(name, [key], failure));
  return wholeRow(row, text, characters);
};

Deno.test("every script of the simulator has an expectation, and every line a script and a sentence", () => {
  assert.deepEqual(Object.keys(expected).toSorted(), scripts.map((s) => s.name).toSorted());
  for (const line of lines) {
    assert.ok(scripts.some((s) => s.line === line), line);
    assert.match(rights[line], /\.$/);
  }
});

for (const script of scripts) {
  Deno.test(`recorded: ${script.name}`, () => {
    const recording = recordingOf(script, expected[script.name], key);
    const whole = rowOf(script.name, recording);
    assert.deepEqual(faultsOf(whole, expected[script.name], exact), []);
    assert.ok(!JSON.stringify(whole).includes(key));
    // However the reads of a moment are cut, the row is the same.
    const large = recording.exchanges[0].bytes.length > 100_000;
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1 << 30 }), { maxLength: 12 }),
        fc.boolean(),
        (cuts, everywhere) => {
          const cut = cutArrivals(
            recording,
            (from, to) =>
              everywhere && !large
                ? Array.from({ length: to - from }, (_, i) => from + i)
                : to > from
                ? cuts.map((at) => from + at % (to - from))
                : [],
          );
          assert.deepEqual(rowOf(script.name, cut), whole);
        },
      ),
      { numRuns: large ? 3 : 20 },
    );
  });
}

Deno.test("a body read at once, or byte by byte at one moment, gives the same text, outcome and usage", () => {
  for (const script of scripts) {
    const recording = recordingOf(script, expected[script.name], key);
    const [exchange] = recording.exchanges;
    if (exchange.bytes.length > 100_000 || exchange.arrivals.length === 0) continue;
    const { length } = exchange.bytes;
    const at = exchange.arrivals.at(-1)!.at;
    const whole = rowOf(script.name, recording);
    for (
      const arrivals of [
        [{ at, endByte: length }],
        Array.from({ length }, (_, i) => ({ at: at + i, endByte: i + 1 })),
      ]
    ) {
      const row = rowOf(script.name, {
        ...recording,
        exchanges: [{ ...exchange, arrivals, end: { ...exchange.end, at: at + length } }],
      });
      for (
        const name of [
          "status",
          "error_class",
          "error_code",
          "error_message",
          "content_text",
          "reasoning_text",
          "tool_call_text",
          "output_tokens",
          "output_tokens_reported",
          "finish_reason",
          "served_model",
          "streamed",
        ] as const
      ) assert.deepEqual(row[name], whole[name], `${script.name}: ${name}`);
    }
  }
});
