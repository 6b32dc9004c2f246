import assert from "node:assert/strict";
import { slugOf } from "../../benchmarks/commands/notebook.ts";

Deno.test("slugOf() makes a file's name of a question's words", () => {
  const cases: [question: string, slug: string][] = [
    ["Does prompt length matter?", "does-prompt-length-matter"],
    ["What’s a token's price, really?", "whats-a-tokens-price-really"],
    ["../../etc/passwd", "etc-passwd"],
    ["  TTFT @ 70b — p99  ", "ttft-70b-p99"],
    ["Как быстро?", "как-быстро"],
    ["速いか", "速いか"],
    ["?!", ""],
    ["a".repeat(80), "a".repeat(60)],
    [`${"a".repeat(59)} b`, "a".repeat(59)],
  ];
  for (const [question, slug] of cases) assert.equal(slugOf(question), slug, question);
});
