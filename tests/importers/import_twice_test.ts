import assert from "node:assert/strict";
import { importCommand } from "../../benchmarks/commands/import.ts";
import {
  answer,
  captured,
  inFolder,
  names,
  responses,
  summary,
  writePair,
} from "./llmperf_files.ts";

const bytesOf = async (folder: string) => [
  await Deno.readFile(`${folder}/requests.parquet`),
  await Deno.readFile(`${folder}/run.json`),
];
const json = async (paths: string[], options: Parameters<typeof importCommand>[1] = {}) => {
  const { result, out, err } = await captured(() =>
    importCommand(paths, { ...options, json: true })
  );
  return { status: result, done: JSON.parse(out.join("")), err: err.join("\n") };
};

Deno.test("importCommand() changes nothing the second time", () =>
  inFolder(async (folder) => {
    await writePair(folder, "x");
    const options = { resultsDir: `${folder}/runs` };
    const first = await json([folder], options);
    const [run] = names(options.resultsDir);
    const once = await bytesOf(`${options.resultsDir}/${run}`);
    const second = await json([folder], options);
    assert.deepEqual([first.status, second.status], [0, 0]);
    assert.deepEqual([second.done[0].rows, second.done[0].skipped], [0, 3]);
    assert.deepEqual(names(options.resultsDir), [run]);
    assert.deepEqual(await bytesOf(`${options.resultsDir}/${run}`), once);
  }));

Deno.test("importCommand() leaves out a run that lies elsewhere in the store, whatever its location", () =>
  inFolder(async (folder) => {
    await writePair(folder, "x");
    await json([folder], { resultsDir: `${folder}/store/published`, location: "us-west-2" });
    const { status, done } = await json([folder]);
    assert.deepEqual([status, done[0].rows, done[0].skipped], [0, 0, 3]);
    assert.deepEqual(names(`${folder}/store/runs`), []);
    assert.ok(names(`${folder}/store`).includes("tokenboard.duckdb"));
  }));

Deno.test("importCommand() refuses other rows under a name that is taken, and keeps what is there", () =>
  inFolder(async (folder) => {
    await writePair(folder, "x");
    const options = { resultsDir: `${folder}/runs` };
    await json([folder], options);
    const [run] = names(options.resultsDir);
    const once = await bytesOf(`${options.resultsDir}/${run}`);
    await writePair(folder, "x", { responses: [responses[0], responses[1], answer] });
    const { status, done, err } = await json([folder], options);
    assert.deepEqual([status, done], [2, []]);
    assert.match(err, /x_individual_responses\.json: gives run .*holds other rows/);
    assert.deepEqual(await bytesOf(`${options.resultsDir}/${run}`), once);
    assert.deepEqual(names(options.resultsDir), [run]);
  }));

Deno.test("importCommand() takes either file of a pair as the pair, once", () =>
  inFolder(async (folder) => {
    await writePair(folder, "x");
    await Deno.mkdir(`${folder}/individual`);
    await Deno.mkdir(`${folder}/summary`);
    await Deno.writeTextFile(`${folder}/individual/y.json`, JSON.stringify([answer]));
    await Deno.writeTextFile(`${folder}/summary/y.json`, JSON.stringify(summary));
    const paths = [
      "x_summary.json",
      "x_individual_responses.json",
      "summary/y.json",
      "individual/y.json",
    ].map((name) => `${folder}/${name}`);
    const { status, done } = await json(paths, { resultsDir: `${folder}/runs` });
    assert.equal(status, 0);
    assert.deepEqual(done.map((d: { rows: number }) => d.rows), [3, 1]);
  }));

const header = "time,region,cmd,commit,model,ttr,ttft,tps,num_tokens,total_time";
const refused: [string, string, RegExp][] = [
  ["record_individual_responses.json", "[{}]", /record 1 has no number of 0 or more "ttft_s"/],
  ["text_individual_responses.json", "[", /is not JSON/],
  ["object_individual_responses.json", "{}", /is not LLMPerf's list of responses/],
  ["none_individual_responses.json", "[]", /has no responses/],
  [
    "word_individual_responses.json",
    JSON.stringify([{ ...answer, ttft_s: "0.5" }]),
    /record 1 has no number of 0 or more "ttft_s"/,
  ],
  [
    "late_individual_responses.json",
    JSON.stringify([answer, { ...answer, end_to_end_latency_s: null }]),
    /record 2 has an answer without its latency or tokens/,
  ],
  ["other.csv", "a,b\n1,2\n", /does not begin with the columns of thefastest\.ai/],
  ["empty.csv", `${header}\n`, /has no measurements/],
  ["region.csv", `${header}\n2024-04-15T03:04:05,mars,,c,m,1,1,1,1,1\n`, /line 2 is not/],
  ["number.csv", `${header}\n2024-04-15T03:04:05,sea,,c,m,1,Infinity,1,1,1\n`, /line 2 is not/],
  ["time.csv", `${header}\nyesterday,sea,,c,m,1,1,1,1,1\n`, /line 2 is not/],
  [
    "notes.txt",
    "hello",
    /holds nothing that an importer knows \(guidellm, .*, llmperf, thefastest\.ai\)/,
  ],
];
for (const [name, text, reason] of refused) {
  Deno.test(`importCommand() refuses ${name} by name and reason, and imports nothing of it`, () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/${name}`, text);
      const pair = `${folder}/${name.replace("_individual_responses", "_summary")}`;
      if (pair.endsWith("_summary.json")) await Deno.writeTextFile(pair, JSON.stringify(summary));
      const { status, done, err } = await json([`${folder}/${name}`]);
      assert.deepEqual([status, done], [2, []]);
      assert.match(err, reason);
      assert.ok(err.includes(name));
      assert.deepEqual(names(`${folder}/store`), []);
    }));
}

Deno.test("importCommand() imports the good file beside a bad one, and an absent path is refused", () =>
  inFolder(async (folder) => {
    await writePair(folder, "good");
    await writePair(folder, "bad", { summary: { ...summary, mean_input_tokens: null } });
    const { status, done, err } = await json([folder, `${folder}/absent.json`], {
      resultsDir: `${folder}/runs`,
    });
    assert.equal(status, 2);
    assert.deepEqual(done.map((d: { file: string }) => d.file.split("/").at(-1)), [
      "good_individual_responses.json",
    ]);
    assert.match(err, /bad_summary\.json: has no number "mean_input_tokens"/);
    assert.match(err, /absent\.json: there is no such file/);
  }));
