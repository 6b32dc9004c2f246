import assert from "node:assert/strict";
import { providerLines, providerTable } from "../../benchmarks/commands/providers.ts";
import { providers } from "../../benchmarks/providers/index.ts";
import { providerText } from "../../benchmarks/report/provider_text.ts";
import { plantedKey, run } from "../support/bench.ts";

Deno.test("providers names everything once, and which variables are set", () => {
  const lines = providerLines((name) => ({ GROQ_API_KEY: "secret", OPENAI_API_KEY: "" })[name]);
  const names = lines.map((l) => l.name);
  assert.equal(new Set(names).size, names.length);
  for (const name of ["openai", "openai-completions", "openai-responses", "groq", "azure"]) {
    assert.ok(names.includes(name), name);
  }
  const line = (name: string) => lines.find((l) => l.name === name)!;
  const { told, finish_reasons, gives, lacks, witnesses, ...groq } = line("groq");
  assert.deepEqual(groq, {
    name: "groq",
    protocol: "openai",
    title: "Groq",
    base: "https://api.groq.com/openai/v1",
    base_variables: [{ name: "GROQ_BASE_URL", set: false }],
    key_variables: [{ name: "GROQ_API_KEY", set: true }],
    auth: "bearer",
    evidence: "read",
    litellm: { prefixes: ["groq"], baseNames: ["GROQ_API_BASE"] },
  });
  assert.match(told.server_timings as string, /x_groq\.usage/);
  assert.equal(finish_reasons.eos, "stop");
  for (const facts of [gives, lacks, witnesses]) assert.ok(facts.length);
  assert.deepEqual(line("openai").key_variables, [{ name: "OPENAI_API_KEY", set: false }]);
  assert.ok(!JSON.stringify(lines).includes("secret"));
});

Deno.test("deno task providers prints a line each, one in full, and no value of a variable", async () => {
  const env = { GROQ_API_KEY: plantedKey, TOKENBOARD_ENV_FILE: "" };
  const plain = await run(["providers"], env);
  assert.equal(plain.code, 0, plain.err);
  assert.match(plain.out, /groq +openai +GROQ_API_KEY +yes +read/);
  assert.match(plain.out, /cohere +its own +CO_API_KEY +no +read/);
  const one = await run(["providers", "groq"], env);
  assert.match(one.out, /address +https:\/\/api\.groq\.com\/openai\/v1\n/);
  assert.match(one.out, /key from +GROQ_API_KEY \(set\)\n/);
  assert.match(one.out, /server_timings +x_groq\.usage/);
  const json = await run(["providers", "--json"], env);
  assert.equal(JSON.parse(json.out).length, providers.length);
  assert.ok(![plain, one, json].some(({ out, err }) => `${out}${err}`.includes(plantedKey)));
  const wrong = await run(["providers", "nobody"], env);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /no provider nobody; there are openai, /);
});

Deno.test("the table of providers fits 80 columns, one in full the width it is given", () => {
  const lines = providerLines(() => undefined);
  const longest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
  assert.ok(longest(providerTable(lines)) <= 80, `${longest(providerTable(lines))} columns`);
  for (const facts of lines) {
    for (const width of [80, 100]) {
      const found = longest(providerText(facts, width));
      assert.ok(found <= width, `${facts.name}: ${found} columns of ${width}`);
    }
  }
});
