import assert from "node:assert/strict";
import fc from "fast-check";
import {
  Float,
  pythonJson,
  pythonList,
  type PythonValue,
} from "../../benchmarks/llmperf/python_json.ts";

Deno.test("pythonList() adds a list in parts as pythonJson() writes it whole, an empty one too", () => {
  const value: fc.Arbitrary<PythonValue> = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.double().map((n) => new Float(n)),
    fc.array(fc.tuple(fc.string(), fc.integer())).map((entries) => new Map(entries)),
  );
  fc.assert(
    fc.property(fc.array(value), (list) => {
      let text = "";
      const parts = pythonList((part) => text += part);
      list.forEach(parts.element);
      parts.end();
      assert.equal(text, pythonJson(list));
    }),
    { numRuns: 40 },
  );
});
