import assert from "node:assert/strict";
import { providerName, shortName } from "../../../src/words/names.ts";

Deno.test("shortName() leaves a name of forty characters, and cuts a longer one in its middle", () => {
  assert.equal(shortName("x".repeat(40)), "x".repeat(40));
  const long = shortName(`${"a".repeat(200)}${"b".repeat(100)}`);
  assert.equal(long, `${"a".repeat(25)}…${"b".repeat(14)}`);
});

Deno.test("shortName() counts signs, not halves of them", () => {
  assert.equal(shortName("🚀".repeat(40)), "🚀".repeat(40));
  assert.equal(shortName("🚀".repeat(41)), `${"🚀".repeat(25)}…${"🚀".repeat(14)}`);
});

Deno.test("shortName() keeps a right-to-left name from turning what stands beside it round", () => {
  assert.equal(shortName("مزود"), "\u2068مزود\u2069");
  assert.equal(shortName("東京"), "東京");
});

Deno.test("providerName() writes a plain name as a heading does", () => {
  assert.equal(providerName("groq"), "Groq");
  assert.equal(providerName("sim-groq"), "sim-groq");
});
