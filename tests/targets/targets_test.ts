import assert from "node:assert/strict";
import { targetsOf } from "../../benchmarks/targets/targets.ts";
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
      /B_TOKEN is not set: target \S+ needs it for/,
      /A_KEY is not set: target \S+ needs it for its key/,
    ]],
    [{ api: "trtllm", params: { ignore_eos: true, top_kk: 1 } }, [
      /^targets\.0\.params\.top_kk: trtllm knows no such field/,
    ]],
    [{ api: "tgi", params: { reasoning_effort: "low", service_tier: "flex" } }, [
      /^targets\.0\.params\.reasoning_effort: tgi knows no such field/,
      /^targets\.0\.params\.service_tier: tgi knows no such field/,
    ]],
    [{ api: "trtllm", params: { reasoning_effort: "low", service_tier: "flex" } }, [
      /^targets\.0\.params\.service_tier: trtllm knows no such field and refuses it$/,
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

Deno.test("targetsOf() offers HTTP/2 where a target says so, over https only", () => {
  const [plain] = targetsOf(config({}), () => undefined, "");
  assert.equal(plain.connection?.http, "1.1");
  const [newer] = targetsOf(
    config({ http: "2", base_url: "https://localhost:1/v1" }),
    () => undefined,
    "",
  );
  assert.equal(newer.connection?.http, "2");
  assert.throws(() => config({ http: "2" }), /targets\.0\.http: HTTP\/2 needs an https address/);
});

Deno.test("targetsOf() takes a service's own address and key, and no address that is not said", () => {
  const environment = (name: string) =>
    ({ GROQ_API_KEY: "gggggg", OPENAI_API_KEY: "oooooo" })[name];
  const at = (over: object) => targetsOf(config(over), environment, "")[0];
  const groq = at({ api: "groq", base_url: undefined });
  assert.equal(groq.base_url, "https://api.groq.com/openai/v1");
  assert.deepEqual(groq.credentials?.secrets(), ["gggggg"]);
  // Whoever wrote the address gets no key that was meant for another.
  const strange = at({ base_url: "https://anybody.test/v1" });
  assert.deepEqual(strange.credentials?.secrets(), []);
  assert.throws(() => config({ api: "lepton", base_url: undefined }), /needs a base_url/);
});

Deno.test("targetsOf() takes a key off what it was pasted with, whoever it is for", () => {
  const at = (over: object, value: string) =>
    targetsOf(config(over), (name) => name === "K" ? value : undefined, "")[0];
  assert.deepEqual(at({ api_key_env: "K" }, 'Bearer "kkkkkk"\n').credentials?.secrets(), [
    "kkkkkk",
  ]);
  const headers = { "x-token": "${K}" };
  assert.deepEqual(at({ headers }, "kkkkkk\n").headers, [["x-token", "kkkkkk"]]);
  const bedrock = { api: "bedrock-converse", base_url: "http://localhost:1", api_key_env: "K" };
  assert.deepEqual(at(bedrock, "Bearer kkkkkk").credentials?.secrets(), ["kkkkkk"]);
});

Deno.test("targetsOf() refuses what no header can carry, without its value", () => {
  const cases: [object, Record<string, string>, RegExp][] = [
    [{ headers: { "x-a": "日" } }, {}, /^targets\.0\.headers\.x-a: holds a character/],
    [{ headers: { "x a": "b" } }, {}, /^targets\.0\.headers\.x a: is no header name/],
    [{ headers: { "Content-Length": "5" } }, {}, /Content-Length: is set by the connection/],
    [{ headers: { "x-a": "${B}" } }, { B: "b\r\nx: y" }, /^B holds a line break/],
    [{ api_key_env: "K" }, { K: "kkkk\nk" }, /^K holds a space or a line break within the key/],
    [{ api_key_env: "K" }, { K: "kkkk k" }, /^K holds a space or a line break within the key/],
  ];
  for (const [over, variables, expected] of cases) {
    const [fault, ...more] = faultsOf(over, variables);
    assert.match(fault, expected);
    assert.deepEqual(more, []);
    assert.ok(!fault.includes("日") && !fault.includes("kkkk"), fault);
  }
  assert.deepEqual(faultsOf({ headers: { "x-a": "caf\u00e9 \t !" } }), []);
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
