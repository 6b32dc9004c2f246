import assert from "node:assert/strict";
import { checkConfig, ConfigError, loadConfig } from "../../benchmarks/plan/config.ts";
import { configJsonSchema } from "../../benchmarks/plan/config_schema.ts";
import { configHash, workloadHash, workloadLabel } from "../../benchmarks/plan/workload.ts";

const target = { provider: "a", model: "m", base_url: "http://localhost:1/v1" };
const base = {
  name: "t",
  mean_input_tokens: 550,
  mean_output_tokens: 150,
  concurrency: 5,
  requests: 10,
  targets: [target],
};
const check = (extra: Record<string, unknown> = {}) => checkConfig({ ...base, ...extra }, "f");
const faultsOf = (extra: Record<string, unknown>): string[] => {
  try {
    check(extra);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

Deno.test("checkConfig() fills in what is left out", () => {
  const config = check();
  assert.equal(config.request_timeout_s, 180);
  assert.equal(config.run_timeout_s, null);
  assert.equal(config.prompt_builder, "exact");
  assert.equal(config.blocks, 1);
  assert.equal(config.keep_text, false);
});

Deno.test("checkConfig() names what is wrong by its path", () => {
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ["zero requests", { requests: 0 }, /^requests: /],
    ["no requests", { requests: undefined }, /^requests: is needed where/],
    ["a fraction of a request", { requests: 1.5 }, /^requests: /],
    ["no targets", { targets: [] }, /^targets: /],
    ["unknown setting", { colour: "red" }, /^colour: /],
    ["unknown setting of a target", { targets: [{ ...target, x: 1 }] }, /^targets\.0\.x: /],
    ["neither URL nor profile", { targets: [{ provider: "a", model: "m" }] }, /^targets\.0: /],
    ["both", { targets: [{ ...target, simulate: "groq_70b" }] }, /^targets\.0: /],
    ["a target twice", { targets: [target, target] }, /^targets: /],
    ["negative spread", { stddev_input_tokens: -1 }, /^stddev_input_tokens: /],
    ["no length, no dataset", { mean_input_tokens: null }, /^mean_input_tokens: is needed/],
    [
      "LLMPerf's prompts of a file",
      { dataset: "f", prompt_builder: "llmperf" },
      /^prompt_builder: /,
    ],
    ["a nonce of LLMPerf", { nonce: true, prompt_builder: "llmperf" }, /^nonce: /],
    ["a prefix of a file", { dataset: "f", prefix_tokens: 16 }, /^prefix_tokens: /],
    ["requests beyond any memory", { requests: 1e12 }, /^requests: /],
    ["a prompt beyond any memory", { mean_input_tokens: 1e9 }, /^mean_input_tokens: /],
    ["an endless spread", { stddev_input_tokens: 1e300 }, /^stddev_input_tokens: /],
    ["more connections than ports", { concurrency: 1e6 }, /^concurrency: /],
    ["a file for an address", { targets: [{ ...target, base_url: "file:///v1" }] }, /base_url: /],
    ["a line break in a name", { targets: [{ ...target, provider: "a\nb" }] }, /provider: holds/],
    ["a name that turns round", { targets: [{ ...target, model: "a\u202eb" }] }, /model: holds/],
    ["a name without end", { targets: [{ ...target, model: "m".repeat(301) }] }, /model: /],
    ["a query", { targets: [{ ...target, base_url: "http://h/v1?a=b" }] }, /base_url: goes on/],
    ["a fragment", { targets: [{ ...target, base_url: "http://h/v1#a" }] }, /base_url: goes on/],
    ["a user", { targets: [{ ...target, base_url: "http://u@h/v1" }] }, /base_url: holds a user/],
    ["a prefix of a line break", { prefix_tokens: 1 }, /^prefix_tokens: /],
    ["groups of no prefix", { prefix_groups: 2 }, /^prefix_groups: /],
  ];
  for (const [reading, extra, fault] of cases) {
    const faults = faultsOf(extra);
    assert.ok(faults.some((f) => fault.test(f)), `${reading}: ${JSON.stringify(faults)}`);
  }
});

Deno.test("checkConfig() names every fault at once", () => {
  const faults = faultsOf({
    requests: 0,
    blocks: -1,
    colour: 1,
    targets: [{ ...target, model: "" }],
  });
  for (const path of ["requests", "blocks", "colour", "targets.0.model"]) {
    assert.ok(faults.some((f) => f.startsWith(path)), `${path}: ${JSON.stringify(faults)}`);
  }
});

Deno.test("checkConfig() refuses a key, and does not repeat it", () => {
  const keys = ["sk-" + "a1b2c3d4e5", "gsk_" + "a1b2c3d4e5", "Bearer " + "a1b2c3d4e5"];
  for (const key of keys) {
    const faults = faultsOf({ targets: [{ ...target, params: { extra: key } }] });
    assert.match(faults.join("\n"), /api_key_env/);
    assert.ok(!faults.join("\n").includes("a1b2c3d4e5"));
  }
});

Deno.test("loadConfig() reads the configurations that come with the project", async () => {
  const quickstart = await loadConfig("quickstart");
  // METHOD 4: under 100 successes or ten time blocks nothing of it could be ranked.
  assert.ok(quickstart.requests! >= 100 && quickstart.blocks >= 10);
  assert.equal(quickstart.requests! % quickstart.blocks, 0);
  assert.ok(quickstart.targets.every((t) => t.simulate && !t.base_url && !t.api_key_env));
  const llmperf = await loadConfig("llmperf-2023");
  assert.deepEqual(
    [llmperf.mean_input_tokens, llmperf.mean_output_tokens, llmperf.requests, llmperf.load],
    [550, 150, 150, "waves"],
  );
  // A block of whole waves: otherwise the last wave of each turn would be a smaller load.
  assert.equal(llmperf.requests! % (llmperf.blocks * llmperf.concurrency), 0);
});

Deno.test("loadConfig() says which line is not JSON, and which name does not exist", async () => {
  const path = await Deno.makeTempFile({ suffix: ".jsonc" });
  try {
    await Deno.writeTextFile(path, '{\n  "name": "t",\n  "requests" 3\n}\n');
    await assert.rejects(
      loadConfig(path),
      (error) => error instanceof ConfigError && /line 3/.test(error.message),
    );
  } finally {
    await Deno.remove(path);
  }
  await assert.rejects(loadConfig("no-such-name"), ConfigError);
});

Deno.test("workloadHash() changes with the workload, not with targets, seed or name", () => {
  const hash = workloadHash(check());
  const other = [{ ...target, provider: "b" }];
  for (
    const extra of [{ name: "u" }, { seed: 9 }, { targets: other }, { location: "x" }, {
      calibrate: true,
    }]
  ) {
    assert.equal(workloadHash(check(extra)), hash, JSON.stringify(extra));
    assert.notEqual(configHash(check(extra)), configHash(check()), JSON.stringify(extra));
  }
  const changes = [
    { mean_input_tokens: 551 },
    { stddev_output_tokens: 1 },
    { prompt_builder: "llmperf" },
    { load: "waves" },
    { concurrency: 6 },
    { requests: 11 },
    { request_timeout_s: 60 },
  ];
  for (const extra of changes) {
    assert.notEqual(workloadHash(check(extra)), hash, JSON.stringify(extra));
  }
});

Deno.test("workloadHash() knows nonce, prefixes and a dataset's content, never its path", () => {
  // As the first version hashed it: stored runs stay comparable.
  assert.equal(workloadHash(check()), "049855b22ad3cec4");
  assert.equal(workloadHash(check({ nonce: true })), workloadHash(check()));
  const own = (dataset: string, content: string, extra = {}) =>
    workloadHash(check({ dataset, ...extra }), content);
  const hashes = [
    workloadHash(check()),
    workloadHash(check({ nonce: false })),
    workloadHash(check({ prefix_tokens: 100 })),
    workloadHash(check({ prefix_tokens: 101 })),
    workloadHash(check({ prefix_tokens: 100, prefix_groups: 2 })),
    own("a", "1"),
    own("a", "2"),
    own("a", "1", { nonce: false }),
  ];
  assert.equal(new Set(hashes).size, hashes.length);
  assert.equal(own("a", "1"), own("b", "1"));
  assert.equal(own("a", "1"), own("a", "1", { mean_input_tokens: 3, stddev_input_tokens: 4 }));
  assert.equal(
    configHash(check({ dataset: "a" }), "1"),
    configHash(check({ dataset: "b" }), "1"),
  );
  assert.throws(() => workloadHash(check({ dataset: "a" })), /content/);
});

Deno.test("schema.json is what configJsonSchema() gives", async () => {
  const file = new URL("../../benchmarks/configs/schema.json", import.meta.url);
  const stored = JSON.parse(await Deno.readTextFile(file));
  assert.deepEqual(stored, JSON.parse(JSON.stringify(configJsonSchema())));
});

Deno.test("workloadLabel() says lengths and load", () => {
  assert.equal(workloadLabel(check()), "550 tokens in, 150 out, 5 at a time");
  assert.equal(
    workloadLabel(check({ stddev_input_tokens: 300, stddev_output_tokens: 10 })),
    "550 ± 300 tokens in, 150 ± 10 out, 5 at a time",
  );
  assert.equal(
    workloadLabel(check({ load: "waves" })),
    "550 tokens in, 150 out, 5 at a time (waves)",
  );
  assert.equal(
    workloadLabel(check({ prefix_tokens: 400, prefix_groups: 4 })),
    "550 tokens in (400 shared in 4 groups), 150 out, 5 at a time",
  );
  assert.equal(
    workloadLabel(check({ dataset: "/home/me/chat.jsonl", nonce: false }), "chat.jsonl"),
    "prompts of chat.jsonl without nonce, 5 at a time",
  );
});
