/** Files that are whole by their syntax, and have fewer requests than they, or a file beside them, say there were. */
import assert from "node:assert/strict";
import { importCommand } from "../../../benchmarks/commands/import.ts";
import { importers } from "../../../benchmarks/commands/importers.ts";
import { captured, inFolder, responses, summary } from "../llmperf_files.ts";
import { peers } from "./peers.ts";

const yaml = `${peers}measured/guidellm_yaml/benchmarks.yaml`;

Deno.test("importCommand() refuses guidellm's YAML that ends early, wherever half of it is YAML, too", () =>
  inFolder(async (folder) => {
    const text = await Deno.readTextFile(yaml);
    const after = text.indexOf("\nconclusions:") + 1;
    // Within a request, before one, behind the requests, behind the benchmark, and in what the report says of itself.
    const cuts = [134_288, 172_656, text.indexOf("\n  scheduler_metrics:") + 1, after];
    cuts.push(text.indexOf("\nmetadata:") + 1);
    for (const at of cuts) {
      const cut = `${folder}/cut-${at}.yaml`;
      await Deno.writeTextFile(cut, text.slice(0, at));
      const { result, err } = await captured(() =>
        importCommand([cut], { resultsDir: `${folder}/runs` })
      );
      const where = at < after ? "inside its benchmark 1" : "after its benchmarks";
      assert.deepEqual([result, err], [2, [
        `Refused ${cut}: ends ${where}: it was cut. Nothing of it was imported.`,
      ]]);
      await Deno.remove(cut);
    }
  }));

const lines = (values: unknown[]) => values.map((value) => JSON.stringify(value) + "\n").join("");
const value = (value: number, unit: string) => ({ value, unit });
const llmnopRecord = {
  metadata: { request_index: 0, request_start_ns: 1.7672256005e18, benchmark_phase: "profiling" },
  metrics: { request_latency: value(2500, "ms"), output_sequence_length: value(5, "tokens") },
};
const llmeterResponse = {
  ...{ time_to_first_token: 0.5, time_to_last_token: 2.5, num_tokens_input: 9 },
  ...{ num_tokens_output: 5, request_time: "2026-01-01T00:00:00Z" },
};
const request = { ttfts: [0.1], itls: [[0.2]], input_lens: [9], output_lens: [5], errors: [""] };

/** Files of a run by name, and how many requests of how many are in them. */
const short: [tool: string, files: Record<string, string>, said: string][] = [
  ["aiperf", {
    "profile_export.jsonl":
      (await Deno.readTextFile(`${peers}measured/aiperf/profile_export.jsonl`))
        .split("\n").slice(0, 5).join("\n") + "\n",
    "profile_export_aiperf.csv": await Deno.readTextFile(
      `${peers}measured/aiperf/profile_export_aiperf.csv`,
    ),
  }, "5 of its 12"],
  ["genai-bench", {
    "one.json": JSON.stringify({
      aggregated_metrics: { num_concurrency: 1, num_requests: 3, num_completed_requests: 3 },
      individual_request_metrics: [{ ttft: 0.1, e2e_latency: 0.5, num_output_tokens: 5 }],
    }),
  }, "1 of its 3"],
  ["inference-perf", {
    "per_request_lifecycle_metrics.json": JSON.stringify([
      { start_time: 1, end_time: 2, info: { chunk_times: [1.5], output_token_times: [1.5] } },
    ]),
    "summary_lifecycle_metrics.json": JSON.stringify({
      load_summary: { count: 4 },
      successes: { count: 4 },
      failures: { count: 0 },
    }),
  }, "1 of its 4"],
  ["llmeter", {
    "responses.jsonl": lines([llmeterResponse]),
    "summary.json": JSON.stringify({ total_requests: 6, clients: 3, n_requests: 2 }),
  }, "1 of its 6"],
  ["llmnop", {
    "individual_responses.jsonl": lines([llmnopRecord]),
    "summary.json": JSON.stringify({
      ...{ llmnop_version: "0.7.0", request_count: { unit: "requests", avg: 2 } },
    }),
  }, "1 of its 2"],
  ["sglang", {
    "s.jsonl": lines([{
      ...{ backend: "sglang", dataset_name: "random", request_rate: 1, completed: 8, ...request },
    }]),
  }, "1 of its 8"],
  ["vllm", {
    "v.json": JSON.stringify({
      ...{ model_id: "m", tokenizer_id: "t", num_prompts: 7, completed: 7, ...request },
    }),
  }, "1 of its 7"],
  ["llmperf", {
    "x_individual_responses.json": JSON.stringify(responses.slice(0, 2)),
    "x_summary.json": JSON.stringify(summary),
  }, "2 of its 3"],
];

Deno.test("each importer says how many requests are missing, and no such run is ranked", () =>
  inFolder(async (folder) => {
    for (const [tool, files] of short) {
      await Deno.mkdir(`${folder}/${tool}`);
      for (const [name, text] of Object.entries(files)) {
        await Deno.writeTextFile(`${folder}/${tool}/${name}`, text);
      }
    }
    // As the command finds and reads them; what it prints of a selection is "in no ranking".
    const read = async (path: string) => {
      for (const importer of importers) {
        for (const found of await importer.find(path)) return await importer.read(found, {});
      }
      return [];
    };
    for (const [tool, , missing] of short) {
      assert.deepEqual(
        (await read(`${folder}/${tool}`)).map(({ run }) => [run.imported_from, run.selection]),
        [[tool, `${missing} requests are in its file`]],
      );
    }
  }));

Deno.test("importCommand() refuses thefastest.ai's CSV whose last number may be half of one", () =>
  inFolder(async (folder) => {
    const cut = `${folder}/cut.csv`;
    await Deno.writeTextFile(
      cut,
      "time,region,cmd,commit,model,ttr,ttft,tps,num_tokens,total_time\n" +
        "2024-04-15T08:08:29.6,cdg,,a14c,gpt-4-turbo,0.489,0.489,27.5,60,2.6",
    );
    const { result, err } = await captured(() =>
      importCommand([cut], { resultsDir: `${folder}/runs` })
    );
    assert.deepEqual([result, err], [2, [
      `Refused ${cut}: ends inside a line: it was cut. Nothing of it was imported.`,
    ]]);
  }));
