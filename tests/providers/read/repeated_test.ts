/** The short way through events that differ in their text alone reads what the long way reads, in whatever body. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { anthropicReader } from "../../../benchmarks/providers/anthropic/anthropic_chunk.ts";
import { vertexReader } from "../../../benchmarks/providers/google/vertex_chunk.ts";
import { chatReader } from "../../../benchmarks/providers/openai/openai_chunk.ts";
import { type Repeated, repeatedEvents } from "../../../benchmarks/providers/read/repeated.ts";
import type { SseEvent } from "../../../benchmarks/providers/read/sse.ts";
import { sseDecoder, type SseReader } from "../../../benchmarks/providers/read/sse_body.ts";
import { scripts } from "../../../benchmarks/simulator/faults/index.ts";
import { actionsOf } from "../../../benchmarks/simulator/faults/wire.ts";
import { merged } from "../merged.ts";
import { cases } from "../openai/openai_streams.ts";
import { blocks, damage, stream } from "./repeated_streams.ts";

let known = 0;
const counted = (): Repeated => {
  const repeated = repeatedEvents();
  const noted = <T>(found: T): T => {
    if (found !== null) known++;
    return found;
  };
  return {
    ...repeated,
    textOf: (event) => noted(repeated.textOf(event)),
    run: (body, from) => noted(repeated.run(body, from)),
  };
};
const never: Repeated = {
  ...{ textOf: () => null, run: () => null, arrivals: () => [] },
  ...{ learn() {}, forget() {} },
};

/** The protocols whose events are read the short way. */
const readers = { chat: chatReader, anthropic: anthropicReader, vertex: () => vertexReader([]) };

/** What a body reads as: a thrown fault is one of the answer, so its words count. */
function read(
  bytes: Uint8Array,
  cuts: number[],
  repeated: Repeated,
  reader: () => SseReader = chatReader,
): (Delta | string)[] {
  const decoder = sseDecoder({ status: 200, headers: [] }, reader, undefined, repeated);
  const deltas: (Delta | string)[] = [];
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  try {
    edges.slice(1).forEach((end, i) => {
      for (const delta of decoder.push(bytes.subarray(edges[i], end))) deltas.push(delta);
    });
    deltas.push(...decoder.end());
  } catch (fault) {
    deltas.push(String(fault));
  }
  return merged(deltas);
}
/** No event is framed the short way where no piece holds one. */
const longWay = (bytes: Uint8Array, reader: () => SseReader = chatReader) =>
  read(bytes, [...bytes.keys()], never, reader);
const utf8 = new TextEncoder();
const cutsOf = (bytes: Uint8Array) => fc.array(fc.nat(bytes.length), { maxLength: 6 });

const joined = (parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const folder = new URL("../../fixtures/", import.meta.url);
const bodies: [string, Uint8Array][] = [
  ...cases.map(({ what, body }): [string, Uint8Array] => [what, utf8.encode(body)]),
  ...[...Deno.readDirSync(folder)].flatMap(({ name }): [string, Uint8Array][] =>
    name.endsWith(".sse") ? [[name, Deno.readFileSync(new URL(name, folder))]] : []
  ),
  ...scripts.flatMap(({ name, steps }): [string, Uint8Array][] => {
    // Floods repeat themselves, and some without end.
    if (steps.some((step) => "times" in step && step.times > 100)) return [];
    const parts = [...actionsOf(steps)].flatMap((a) => "body" in a && a.body ? [a.body] : []);
    const bytes = joined(parts);
    return bytes.length > 0 && bytes.length <= 20_000 ? [[name, bytes]] : [];
  }),
];

for (const [name, reader] of Object.entries(readers)) {
  Deno.test(`every fixture reads the same by the short way and the long, by ${name}`, () => {
    known = 0;
    assert.ok(bodies.length > 100, `${bodies.length}`);
    for (const [what, bytes] of bodies) {
      const expected = longWay(bytes, reader);
      assert.deepEqual(read(bytes, [], counted(), reader), expected, what);
      fc.assert(
        fc.property(cutsOf(bytes), (cuts) => {
          assert.deepEqual(read(bytes, cuts, counted(), reader), expected, what);
        }),
        { numRuns: 5 },
      );
    }
    if (name === "chat") assert.ok(known > 100, `the short way was taken ${known} times`);
  });
}

Deno.test("streams of any shape and text read the same by the short way and the long", () => {
  known = 0;
  fc.assert(
    fc.property(
      stream.chain((body) => fc.tuple(fc.constant(utf8.encode(body)), cutsOf(utf8.encode(body)))),
      ([bytes, cuts]) => {
        assert.deepEqual(read(bytes, cuts, counted()), longWay(bytes));
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(known > 100, `the short way was taken ${known} times`);
});

Deno.test("Anthropic's blocks of any kind and text read the same by the short way and the long", () => {
  known = 0;
  fc.assert(
    fc.property(
      blocks.chain((body) => fc.tuple(fc.constant(utf8.encode(body)), cutsOf(utf8.encode(body)))),
      ([bytes, cuts]) => {
        const expected = longWay(bytes, anthropicReader);
        assert.deepEqual(read(bytes, cuts, counted(), anthropicReader), expected);
      },
    ),
    { numRuns: 300 },
  );
  assert.ok(known > 100, `the short way was taken ${known} times`);
});

Deno.test("a body that was damaged anywhere reads the same by the short way and the long", () => {
  fc.assert(
    fc.property(
      stream,
      fc.array(fc.tuple(fc.nat(), fc.nat(3), damage), { minLength: 1, maxLength: 4 }),
      (body, faults) => {
        const damaged = faults.reduce((whole, [place, length, put]) => {
          const at = place % (whole.length + 1);
          return whole.slice(0, at) + put + whole.slice(at + length);
        }, body);
        const bytes = utf8.encode(damaged);
        assert.deepEqual(read(bytes, [bytes.length >> 1], counted()), longWay(bytes));
      },
    ),
    { numRuns: 300 },
  );
});

/** Reads events of the form `{"c": TEXT}`. */
const reads = ({ data }: SseEvent): Delta[] => [{ kind: "content", text: JSON.parse(data).c }];
const event = (data: string, name: string | null = null): SseEvent => ({ event: name, data });

Deno.test("repeatedEvents() knows an event by its shape, and none that JSON.parse would not take", () => {
  const repeated = repeatedEvents();
  const first = event('{"a":"x","c":"x"}');
  repeated.learn(first, reads(first), reads);
  const cases: [data: string, text: string | null][] = [
    ['{"a":"x","c":"y"}', "y"],
    ['{"a":"x","c":" z \\u00e9\\n"}', " z é\n"],
    ['{"a":"x","c":""}', null], // no text: what it means is asked of the long way
    ['{"a":"y","c":"x"}', null],
    ['{"a":"x","c":"y","c":"z"}', null],
    ['{"a":"x","c":"\\x"}', null],
    ['{"a":"x","c":"\t"}', null],
    ['{"a":"x","c":"}', null],
  ];
  for (const [data, text] of cases) {
    const expected = text === null ? null : { kind: "content", text };
    assert.deepEqual(repeated.textOf(event(data)), expected, data);
    assert.equal(repeated.textOf(event(data, "error")), null, "under another name");
    const body = `data: ${data}\n\nx`;
    const run = text === null ? null : { delta: expected, to: body.length - 1 };
    assert.deepEqual(repeated.run(body, 0), run, data);
  }
  const other = event('{"c":"x","a":"x"}');
  repeated.learn(other, reads(other), reads);
  assert.equal(repeated.textOf(event('{"c":"x","a":"y"}')), null, "the last x is not the text");
});

Deno.test("repeatedEvents() takes what follows each other as one, up to what is no such event", () => {
  const repeated = repeatedEvents();
  const first = event('{"c":"x"}', "piece");
  repeated.learn(first, reads(first), reads);
  const framed = (inside: string) => `event: piece\ndata: {"c":"${inside}"}\n\n`;
  const start = ": ping\n\n";
  const taken = ["a", "\\n", "b c"].map(framed).join("");
  for (const rest of ["", framed(""), framed("\\x"), framed('"'), 'event: piece\ndata: {"c":"d']) {
    const found = repeated.run(start + taken + rest, start.length);
    const delta = { kind: "content", text: "a\nb c", pieces: 3 };
    assert.deepEqual(found, { delta, to: start.length + taken.length }, rest);
  }
  assert.equal(repeated.run(taken, 1), null);
});
