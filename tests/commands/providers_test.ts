import assert from "node:assert/strict";
import { providerLines } from "../../benchmarks/commands/providers.ts";
import { targetsOf } from "../../benchmarks/commands/targets.ts";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { providers } from "../../benchmarks/providers/index.ts";
import { exampleTarget, sectionMarkdown } from "../../src/components/provider_pages.ts";
import { plantedKey, run } from "../support/bench.ts";

Deno.test("providers names everything once, and which variables are set", () => {
  const lines = providerLines((name) => ({ GROQ_API_KEY: "secret", OPENAI_API_KEY: "" })[name]);
  const names = lines.map((l) => l.name);
  assert.equal(new Set(names).size, names.length);
  for (const name of ["openai", "openai-completions", "openai-responses", "groq", "azure"]) {
    assert.ok(names.includes(name), name);
  }
  const line = (name: string) => lines.find((l) => l.name === name)!;
  assert.deepEqual(line("groq"), {
    name: "groq",
    protocol: "openai",
    title: "Groq",
    base: "https://api.groq.com/openai/v1",
    base_variables: [{ name: "GROQ_BASE_URL", set: false }],
    key_variables: [{ name: "GROQ_API_KEY", set: true }],
    auth: "bearer",
    evidence: "read",
  });
  assert.deepEqual(line("openai").key_variables, [{ name: "OPENAI_API_KEY", set: false }]);
  assert.ok(!JSON.stringify(lines).includes("secret"));
});

Deno.test("deno task providers prints a line each, and no value of a variable", async () => {
  const env = { GROQ_API_KEY: plantedKey, TOKENBOARD_ENV_FILE: "" };
  const plain = await run(["providers"], env);
  assert.equal(plain.code, 0, plain.err);
  assert.match(
    plain.out,
    /groq +openai +yes +https:\/\/api\.groq\.com\/openai\/v1 +GROQ_API_KEY \(set\)/,
  );
  const json = await run(["providers", "--json"], env);
  assert.equal(JSON.parse(json.out).length, providers.length);
  assert.ok(!`${plain.out}${plain.err}${json.out}`.includes(plantedKey));
});

for (const p of providers) {
  Deno.test(`the page's example of ${p.name} is a target, and its section says its variables`, () => {
    const target = exampleTarget(p);
    const [found] = targetsOf(
      checkConfig({
        name: "t",
        mean_input_tokens: 50,
        mean_output_tokens: 5,
        requests: 1,
        targets: [target],
      }, "t"),
      () => "a-variable-0123",
      "",
    );
    const own = p.about.base?.replace("{region}", "a-variable-0123");
    assert.equal(found.base_url, target.base_url ?? own);
    const section = sectionMarkdown(p);
    for (const name of [...p.about.keyNames, ...p.about.baseNames]) {
      assert.ok(section.includes(name), name);
    }
    assert.ok(
      p.about.gives.length && p.about.lacks.length,
      "it says what is measured and what not",
    );
  });
}
