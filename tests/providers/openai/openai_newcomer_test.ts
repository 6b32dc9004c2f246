/** A new compatible provider is one entry of the family: here it is, and nothing else. */
import assert from "node:assert/strict";
import { openaiFamily } from "../../../benchmarks/providers/openai/openai_family.ts";

openaiFamily.push({
  name: "newcomer",
  title: "Newcomer",
  base: "https://api.newcomer.test/v1",
  keyNames: ["NEWCOMER_API_KEY"],
  fields: { timings: true },
  litellm: { prefixes: ["newcomer_ai"] },
});

// Only now: these read the family as they are loaded.
const { provider, protocolOf } = await import("../../../benchmarks/providers/index.ts");
const { called } = await import("../../../benchmarks/targets/llm_api.ts");
const { targetsOf } = await import("../../../benchmarks/targets/targets.ts");
const { checkConfig } = await import("../../../benchmarks/plan/config.ts");
const { startSimulator } = await import("../../../benchmarks/simulator/spawn.ts");
const { overSocket } = await import("../exchanges.ts");

const environment = (name: string) => ({ NEWCOMER_API_KEY: "sk-newcomer-1" })[name];

Deno.test("an entry: --llm-api, LiteLLM's name, address and key, a configuration, facts of its page", () => {
  const faults: string[] = [];
  const wanted = {
    api: "newcomer",
    model: "m",
    baseUrl: "https://api.newcomer.test/v1",
    keyName: "NEWCOMER_API_KEY",
    atHome: true,
  };
  assert.deepEqual(called({ llmApi: "newcomer", model: "m" }, environment, faults), wanted);
  assert.deepEqual(
    called({ llmApi: "litellm", model: "newcomer_ai/m" }, environment, faults),
    wanted,
  );
  assert.deepEqual(faults, []);
  const [target] = targetsOf(
    checkConfig({
      name: "t",
      mean_input_tokens: 50,
      mean_output_tokens: 5,
      requests: 1,
      targets: [{ provider: "a", model: "m", api: "newcomer" }],
    }, "t"),
    environment,
    "",
  );
  assert.equal(target.base_url, "https://api.newcomer.test/v1");
  assert.deepEqual(target.credentials?.secrets(), ["sk-newcomer-1"]);
  assert.equal(protocolOf(provider("newcomer")), "openai");
});

Deno.test("an entry: driven over a socket", async () => {
  const simulator = await startSimulator({ seed: 4 });
  try {
    const { row } = await overSocket(simulator.url, provider("newcomer"), "groq-70b");
    assert.deepEqual([row.status, row.finish_reason], ["ok", "length"]);
  } finally {
    await simulator.stop();
  }
});
