import assert from "node:assert/strict";
import { targetsOf } from "../../benchmarks/commands/targets.ts";
import { checkConfig, ConfigError } from "../../benchmarks/plan/config.ts";

const config = (over: object) =>
  checkConfig({
    name: "t",
    mean_input_tokens: 50,
    mean_output_tokens: 5,
    requests: 1,
    targets: [{ provider: "a", model: "m", base_url: "http://localhost:1/v1", ...over }],
  }, "t");
const faultsOf = (over: object, variables: Record<string, string> = {}): string[] => {
  try {
    targetsOf(config(over), (name) => variables[name], "");
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

Deno.test("targetsOf() names what is missing, all at once and without a value", () => {
  const cases: [object, RegExp[]][] = [
    [{ api: "carrier-pigeon" }, [/^targets\.0\.api: there is no protocol "carrier-pigeon"/]],
    [{ api_key_env: "A_KEY", headers: { "x-token": "${B_TOKEN}" } }, [
      /variable B_TOKEN is not set/,
      /variable A_KEY is not set/,
    ]],
    [{ api: "trtllm", params: { ignore_eos: true, top_kk: 1 } }, [
      /^targets\.0\.params\.top_kk: trtllm knows no such field/,
    ]],
    [{ ca_file: "/nowhere/ca.pem" }, [/certificate file \/nowhere\/ca\.pem cannot be read/]],
  ];
  for (const [over, expected] of cases) {
    const faults = faultsOf(over);
    assert.equal(faults.length, expected.length, faults.join("\n"));
    for (const pattern of expected) {
      assert.ok(faults.some((f) => pattern.test(f)), faults.join("\n"));
    }
  }
});

Deno.test("targetsOf() puts variables into headers, and knows them for secrets", () => {
  const [target] = targetsOf(
    config({ headers: { "X-Token": "a ${B_TOKEN} b" }, api_key_env: "A_KEY" }),
    (name) => ({ B_TOKEN: "bbbbbb", A_KEY: "aaaaaa" })[name],
    "",
  );
  assert.deepEqual(target.headers, [["x-token", "a bbbbbb b"]]);
  assert.deepEqual([target.secrets, target.credentials?.secrets()], [["bbbbbb"], ["aaaaaa"]]);
});
