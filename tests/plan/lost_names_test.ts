import assert from "node:assert/strict";
import { configOfFlags } from "../../benchmarks/bench/flags.ts";
import { checkConfig, ConfigError, loadConfig } from "../../benchmarks/plan/config.ts";
import { inFolder } from "../support/bench.ts";

/** The text of a configuration; `of` goes into its target, `more` beside it. */
const written = (of: string, more = "") =>
  `{"name": "x", "requests": 1, "mean_input_tokens": 5, "mean_output_tokens": 5, ${more}
  "targets": [{"provider": "a", "model": "m", "base_url": "http://127.0.0.1:1/v1", ${of}}]}`;
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

/** What is said of a configuration as data (a repeated run), and of the same as a file. */
async function faultsOf(text: string): Promise<string[][]> {
  const said: string[][] = [];
  const hear = (error: unknown) => {
    assert.ok(error instanceof ConfigError, String(error));
    said.push(error.faults);
  };
  try {
    checkConfig(JSON.parse(text), "f");
  } catch (error) {
    hear(error);
  }
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/c.jsonc`, text);
    await loadConfig(`${folder}/c.jsonc`).catch(hear);
  });
  return said;
}

Deno.test("a setting that is called __proto__ is refused by name, wherever it stands", async () => {
  const refusal = "no setting can be called __proto__";
  const cases: [string, string][] = [
    [written('"params": {"__proto__": {"temperature": 2}}'), "targets.0.params"],
    [written('"params": {"__proto__": 1, "top_p": 1}'), "targets.0.params"],
    [written('"params": {"a": [{"b": {"__proto__": null}}]}'), "targets.0.params"],
    [written('"headers": {"__proto__": "x"}'), "targets.0.headers"],
    [written('"__proto__": {"unix_socket": "/run/x"}'), "targets.0"],
    [written('"http": "1.1"', '"__proto__": {"keep_text": true},'), "(whole file)"],
  ];
  for (const [text, where] of cases) {
    const said = await faultsOf(text);
    assert.equal(said.length, 2, text);
    for (const faults of said) assert.ok(faults.includes(`${where}: ${refusal}`), faults.join());
  }
  const flags = {
    ...{ model: "m", llmApi: "openai", baseUrl: "http://127.0.0.1:1/v1", header: [] },
    ...{ meanInputTokens: 5, stddevInputTokens: 0, meanOutputTokens: 5, stddevOutputTokens: 0 },
    ...{ numConcurrentRequests: 1, timeout: 9, requestTimeout: 9, allowEnv: [], allowHost: [] },
  };
  const additionalSamplingParams = '{"__proto__": {"a": 1}}';
  assert.throws(() => configOfFlags({ ...flags, additionalSamplingParams }), new RegExp(refusal));
});

Deno.test("other names that every object knows are settings as they were written", async () => {
  const names = ["constructor", "prototype", "toString", "hasOwnProperty", "__defineGetter__"];
  const params = Object.fromEntries(names.map((name, i) => [name, { [name]: i }]));
  const text = written(`"params": ${JSON.stringify(params)}, "headers": {"constructor": "x"}`);
  assert.deepEqual(await faultsOf(text), []);
  const { targets: [target] } = checkConfig(JSON.parse(text), "f");
  assert.equal(JSON.stringify(target.params), JSON.stringify(params));
  assert.deepEqual(Object.entries(target.headers), [["constructor", "x"]]);
});

Deno.test("a configuration nested without end is refused, one of some depth is not", async () => {
  for (const levels of [250, 20_000, 300_000]) {
    const said = await faultsOf(written(`"params": {"a": ${nested(levels)}}`));
    assert.equal(said.length, 2, String(levels));
    for (const [fault] of said) assert.match(fault, /is nested more than 200 levels deep/);
  }
  assert.deepEqual(await faultsOf(written(`"params": {"a": ${nested(50)}}`)), []);
});
