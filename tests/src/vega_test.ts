import assert from "node:assert/strict";
import { renderSpec } from "../../src/components/vega.ts";

Deno.test("renderSpec() leaves out control characters, which no XML may hold", async () => {
  const values = [{ x: 1, name: "\u001b[31mred\b and\u0000 \u0085more" }];
  const svg = await renderSpec({
    data: { values },
    mark: "text",
    encoding: { text: { field: "name", type: "nominal" } },
  });
  assert.match(svg, />\[31mred and more</);
});
