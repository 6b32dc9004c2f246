import assert from "node:assert/strict";
import { baseUrlOf } from "../../benchmarks/plan/address.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { provider, providers } from "../../benchmarks/providers/index.ts";

const cases: [string, string, string][] = [
  ["openai", "http://h/v1", "http://h/v1"],
  ["openai", "http://h/v1/", "http://h/v1/"],
  ["openai", "  http://h/v1\n", "http://h/v1"],
  ["openai", "'http://h/v1'", "http://h/v1"],
  ["openai", "http://h/v1#", "http://h/v1"],
  ["openai", "http://h/v1?", "http://h/v1"],
  ["openai", "http://h/v1/chat/completions", "http://h/v1"],
  ["openai", "http://h/v1/chat/completions/", "http://h/v1"],
  ["openai", "HTTPS://h/v1", "HTTPS://h/v1"],
  ["openai-completions", "http://h/v1/completions", "http://h/v1"],
  ["openai-responses", "http://h/v1/responses", "http://h/v1"],
  ["anthropic", "https://h/v1/messages", "https://h"],
  ["anthropic", "https://h/v1", "https://h"],
  ["anthropic", "https://h/anthropic", "https://h/anthropic"],
  ["cohere", "https://h/v2/chat", "https://h"],
  ["gemini", "https://h/v1beta/models/m:streamGenerateContent", "https://h"],
  ["gemini", "https://h/v1beta", "https://h"],
  ["ollama", "http://h:11434/api/chat", "http://h:11434"],
  ["triton", "http://h:8000/v2", "http://h:8000"],
];
for (const [api, given, expected] of cases) {
  Deno.test(`baseUrlOf() makes ${JSON.stringify(given)} an address for ${api}`, () => {
    assert.deepEqual(baseUrlOf(given, provider(api), "m"), { url: expected, faults: [] });
  });
}

const refused: [string, string, RegExp][] = [
  ["openai", "http://h/v1#x", /with a \? or a #/],
  ["openai", "http://h/v1?a=b", /with a \? or a #/],
  ["openai", "http://h/v 1", /a space or a line break/],
  ["openai", "http://h/\nv1", /a space or a line break/],
  ["openai", "http://u:p@h/v1", /holds a user/],
  ["openai", "ftp://h/v1", /is not an http or https address$/],
  ["openai", "localhost:8000/v1", /: write http:\/\/localhost:8000\/v1$/],
  ["openai", "http://h/v1/completions", /ends in \/completions: .*\/chat\/completions/],
  ["anthropic", "http://h/v1/chat/completions", /ends in \/chat\/completions: .*\/v1\/messages/],
];
for (const [api, given, expected] of refused) {
  Deno.test(`baseUrlOf() refuses ${JSON.stringify(given)} for ${api}`, () => {
    const { faults } = baseUrlOf(given, provider(api), "m");
    assert.equal(faults.length, 1, faults.join("; "));
    assert.match(faults[0], expected);
    assert.ok(!faults[0].includes("u:p"));
  });
}

Deno.test("baseUrlOf() leaves every provider's own address as it is", () => {
  for (const p of providers) {
    const own = (p.about.base ?? `http://h${p.about.basePath}`).replace("{region}", "us-east-1");
    assert.deepEqual(baseUrlOf(own, p, "m"), { url: own, faults: [] }, p.name);
  }
});

Deno.test("checkConfig() takes the protocol's path off an address, and names what cannot be one", () => {
  const config = (base_url: string) => ({
    name: "t",
    mean_input_tokens: 50,
    mean_output_tokens: 5,
    requests: 1,
    targets: [{ provider: "a", model: "m", base_url }],
  });
  const [target] = checkConfig(config("http://h/v1/chat/completions"), "t").targets;
  assert.equal(target.base_url, "http://h/v1");
  assert.throws(
    () => checkConfig(config("http://h/a b/v1"), "t"),
    /targets\.0\.base_url: holds a sp/,
  );
  assert.throws(() => checkConfig(config("http://h/v1#x"), "t"), /targets\.0\.base_url: goes on/);
});
