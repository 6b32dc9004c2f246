/** The short way through events that differ in their text alone reads what the long way reads, in whatever body. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import type { Delta } from "../../../benchmarks/providers/delta.ts";
import { chunkReader } from "../../../benchmarks/providers/openai/openai_chunk.ts";
import { type Repeated, repeatedEvents } from "../../../benchmarks/providers/read/repeated.ts";
import { sseDecoder } from "../../../benchmarks/providers/read/sse_body.ts";
import { scripts } from "../../../benchmarks/simulator/faults/index.ts";
import { actionsOf } from "../../../benchmarks/simulator/faults/wire.ts";
import { cases } from "../openai/openai_streams.ts";

let known = 0;
const counted = (): Repeated => {
  const repeated = repeatedEvents();
  const textOf = (data: string) => {
    const text = repeated.textOf(data);
    if (text !== null) known++;
    return text;
  };
  return { ...repeated, textOf };
};
const never: Repeated = { textOf: () => null, learn() {}, forget() {} };

/** What a body reads as: a thrown fault is one of the answer, so its words count. */
function read(bytes: Uint8Array, cuts: number[], repeated: Repeated): (Delta | string)[] {
  const decoder = sseDecoder({ status: 200, headers: [] }, () => {
    const chunks = chunkReader(repeated);
    return { event: ({ data, event }) => chunks.event(data, event), whole: chunks.whole };
  });
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
  return deltas;
}
/** No event is framed the short way where no piece holds one. */
const longWay = (bytes: Uint8Array) => read(bytes, [...bytes.keys()], never);
const utf8 = new TextEncoder();
const cutsOf = (bytes: Uint8Array) => fc.array(fc.nat(bytes.length), { maxLength: 6 });

const joined = (parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const folder = new URL("../../fixtures/", import.meta.url);
const bodies: [string, Uint8Array][] = [
  ...cases.map(({ what, body }): [string, Uint8Array] => [what, utf8.encode(body)]),
  ...[...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".sse"))
    .map(({ name }): [string, Uint8Array] => [name, Deno.readFileSync(new URL(name, folder))]),
  ...scripts.flatMap(({ name, steps }): [string, Uint8Array][] => {
    // Floods repeat themselves, and some without end.
    if (steps.some((step) => "times" in step && step.times > 100)) return [];
    const parts = [...actionsOf(steps)].flatMap((a) => "body" in a && a.body ? [a.body] : []);
    const bytes = joined(parts);
    return bytes.length > 0 && bytes.length <= 20_000 ? [[name, bytes]] : [];
  }),
];

Deno.test("every fixture reads the same by the short way and the long, whole and cut anywhere", () => {
  known = 0;
  assert.ok(bodies.length > 100, `${bodies.length}`);
  for (const [what, bytes] of bodies) {
    const expected = longWay(bytes);
    assert.deepEqual(read(bytes, [], counted()), expected, what);
    fc.assert(
      fc.property(cutsOf(bytes), (cuts) => {
        assert.deepEqual(read(bytes, cuts, counted()), expected, what);
      }),
      { numRuns: 5 },
    );
  }
  assert.ok(known > 100, `the short way was taken ${known} times`);
});

/** What a text may stand beside in its event, and how a server may write it. */
const shape = fc.record({
  space: fc.constantFrom("", " "),
  field: fc.constantFrom("content", "content", "content", "reasoning", "reasoning_content", "text"),
  ahead: fc.constantFrom("", "", "", '"role":"assistant",', '"content":"a",', '"content":"tool",'),
  behind: fc.constantFrom(
    "",
    "",
    "",
    ',"content":null',
    ',"error":"x"',
    ',"x":"data: "',
    ',"reasoning":"b"',
  ),
  more: fc.constantFrom(
    "",
    "",
    "",
    ',"choices":[]',
    ',"usage":{"prompt_tokens":1}',
    ',"id":"a"',
    ',"id":"b"',
  ),
});
/** Pieces that meet what the short way looks for. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("", " the", "é", '"', "\\", "\n", "\u0001", '"}', "content", "[DONE]", "\ud83d"),
);
/** The text as a server writes it, or as none may. */
const written = fc.tuple(text, fc.constantFrom("json", "ascii", "raw")).map(([value, how]) => {
  const json = JSON.stringify(value).slice(1, -1);
  if (how === "raw") return value;
  return how === "json" ? json : json.replace(
    /[\u0080-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
});
const stream = fc.array(fc.tuple(shape, fc.array(written, { minLength: 1, maxLength: 8 })), {
  minLength: 1,
  maxLength: 4,
}).map((runs) =>
  runs.flatMap(([{ space, field, ahead, behind, more }, texts]) =>
    texts.map((inside) =>
      `data: {"choices":[{"delta":{${ahead}"${field}":${space}"${inside}"${behind}}}]${more}}\n\n`
    )
  ).join("")
);

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

Deno.test("a body that was damaged anywhere reads the same by the short way and the long", () => {
  const damage = fc.constantFrom(
    "",
    "\r",
    "\n",
    "\r\n",
    '"',
    "\\",
    "{",
    "}",
    ",",
    "data: ",
    ": ",
    "\ufeff",
    "x",
  );
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

Deno.test("repeatedEvents() knows an event by its shape, and none that JSON.parse would not take", () => {
  const content = (event: unknown) => (event as { c?: string } | undefined)?.c;
  const repeated = repeatedEvents();
  repeated.learn('{"a":"x","c":"x"}', "x", content);
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
  for (const [data, text] of cases) assert.equal(repeated.textOf(data), text, data);
  repeated.learn('{"c":"x","a":"x"}', "x", content);
  assert.equal(repeated.textOf('{"c":"x","a":"y"}'), null, "the last x is not the text");
});
