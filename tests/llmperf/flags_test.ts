// What LLMPerf did with each text was seen by running it (Python 3.11): refused there means a traceback.
import assert from "node:assert/strict";
import { metadataOf, samplingParamsOf } from "../../benchmarks/llmperf/flags.ts";

const metadata: [string, Record<string, string>][] = [
  ["", {}],
  ["name=foo,bar=1", { name: "foo", bar: "1" }],
  ["a=1, b = 2 ", { a: "1", " b ": " 2 " }], // spaces are kept
  ["a=", { a: "" }],
  ["a=1,a=2", { a: "2" }],
  ["url=http://h/?q=1", { url: "http://h/?q=1" }], // LLMPerf refused a second =
];
for (const [text, expected] of metadata) {
  Deno.test(`metadataOf() reads "${text}"`, () => {
    const faults: string[] = [];
    assert.deepEqual(metadataOf(text, faults), expected);
    assert.deepEqual(faults, []);
  });
}

for (const [text, item] of [["a", "a"], ["a=1,", ""], ["a=1,b,c=2", "b"]]) {
  Deno.test(`metadataOf() refuses "${text}" as LLMPerf does`, () => {
    const faults: string[] = [];
    metadataOf(text, faults);
    assert.deepEqual(faults, [`--metadata: "${item}" is not key=value`]);
  });
}

Deno.test("samplingParamsOf() takes an object, and null as none", () => {
  const faults: string[] = [];
  assert.deepEqual(samplingParamsOf("{}", faults), {});
  assert.deepEqual(samplingParamsOf("null", faults), {});
  assert.deepEqual(samplingParamsOf('{"top_k": 3, "stop": ["a"]}', faults), {
    top_k: 3,
    stop: ["a"],
  });
  assert.deepEqual(faults, []);
});

for (const text of ["nope", "", "[1]", "3", '"x"']) {
  Deno.test(`samplingParamsOf() refuses '${text}'`, () => {
    const faults: string[] = [];
    samplingParamsOf(text, faults);
    assert.equal(faults.length, 1);
    assert.match(faults[0], /^--additional-sampling-params is not /);
  });
}
