import assert from "node:assert/strict";
import {
  emptyOptions,
  missingFolder,
  unheardOptions,
} from "../../benchmarks/command_line/given_options.ts";
import { InvalidArgumentError } from "commander";
import { count, number, percent, positive, workers } from "../../benchmarks/command_line/values.ts";
import { inFolder, run, smallRun } from "../support/bench.ts";

Deno.test("unheardOptions() names what a configuration, or a run to go on with, would ignore", () => {
  const cases: [string, string[], string[], named?: true][] = [
    ["a run of options alone", ["model", "baseUrl", "timeout", "header"], []],
    ["LLMPerf's load, without a model or a configuration", ["numConcurrentRequests", "json"], [
      "--num-concurrent-requests",
    ]],
    ["a configuration and another load", ["numConcurrentRequests", "seed", "json"], [], true],
    ["a configuration and another address", ["baseUrl", "seed"], ["--base-url"], true],
    ["an address without a model", ["baseUrl"], ["--base-url"]],
    ["other prompts of a run that was begun", ["resume", "nonce", "site", "resultsDir"], [
      "--no-nonce",
    ]],
    ["another limit of a run that was begun", ["resume", "requestTimeout"], ["--request-timeout"]],
  ];
  for (const [reading, given, unheard, named = false] of cases) {
    assert.deepEqual(unheardOptions(given, named).map((f) => f.split(":")[0]), unheard, reading);
  }
});

Deno.test("emptyOptions() finds variables that were not set, but for LLMPerf's empty default", () => {
  assert.deepEqual(emptyOptions({ model: "", caFile: "x", metadata: "" }, ["a"]), [
    "--model: is empty",
  ]);
  assert.deepEqual(emptyOptions({}, ["a", ""]), ["an argument is empty"]);
  assert.deepEqual(emptyOptions({ header: ["a: b", ""] }, []), ["--header: is empty"]);
});

Deno.test("a number that is empty is none: it would count as 0", () => {
  for (const read of [number, positive, count, workers, percent]) {
    for (const text of ["", " "]) assert.throws(() => read(text), InvalidArgumentError);
  }
  assert.deepEqual([number("0"), count("2"), workers("auto"), percent("5%")], [0, 2, "auto", 0.05]);
});

Deno.test("a profile that the simulator does not have is refused before anything is planned or sent", () =>
  inFolder(async (folder) => {
    const target = { provider: "a", model: "m", simulate: "groq-71b" };
    const config = {
      name: "mine",
      targets: [target, { ...target, model: "n", simulate: "steady" }],
    };
    await Deno.writeTextFile(
      `${folder}/mine.json`,
      JSON.stringify({ requests: 2, mean_input_tokens: 100, mean_output_tokens: 20, ...config }),
    );
    for (const dry of [["--dry-run"], []]) {
      const env = { TOKENBOARD_DATA: folder };
      const { code, err } = await run(["bench", `${folder}/mine.json`, "--no-site", ...dry], env);
      assert.equal(code, 2, err);
      assert.match(err, /targets\.0\.simulate: groq-71b is no profile; there are .*groq-70b/);
      assert.doesNotMatch(err, /targets\.1/);
    }
  }));

Deno.test("an empty --model, an address without one and a flag of LLMPerf start no other run", () =>
  inFolder(async (folder) => {
    const env = { TOKENBOARD_DATA: folder, OPENAI_API_BASE: "" };
    for (
      const args of [
        smallRun(1).map((flag) => flag.replace("--model=m", "--model=")),
        ["--base-url", "http://127.0.0.1:9/v1"],
        ["--resume", ""],
        ["--max-num-completed-requests", "3"],
      ]
    ) {
      const { code, err } = await run(["bench", "--no-site", ...args], env);
      assert.equal(code, 2, err);
      assert.match(err, /^This command cannot run:/m);
    }
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("faults of a configuration are named all, however many", () =>
  inFolder(async (folder) => {
    const unknown = Array.from({ length: 60 }, (_, i) => `"setting_number_${i}": 1`);
    await Deno.writeTextFile(`${folder}/bad.jsonc`, `{ ${unknown.join(", ")} }`);
    const { code, err } = await run(["bench", `${folder}/bad.jsonc`]);
    assert.equal(code, 2);
    for (const word of ["setting_number_0", "setting_number_59", "targets: "]) {
      assert.ok(err.includes(word), err);
    }
  }));

Deno.test("missingFolder() names a folder that a command would read and that is not there", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assert.deepEqual(missingFolder("sql", { resultsDir: folder }), []);
    assert.deepEqual(missingFolder("sql", {}), []);
    assert.deepEqual(missingFolder("bench", { resultsDir: `${folder}/new` }), []); // it makes it
    for (const command of ["sql", "compare", "replay", "reconcile"]) {
      assert.deepEqual(missingFolder(command, { resultsDir: `${folder}/none` }), [
        `--results-dir ${folder}/none: there is no such folder`,
      ]);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
