/** Files of other harnesses: the smallest of each that has the keys of the real ones. */
import assert from "node:assert/strict";
import { importCommand } from "../../benchmarks/commands/import.ts";
import { foreignText } from "../../benchmarks/importers/foreign.ts";
import { captured, inFolder, responses, summary, writePair } from "./llmperf_files.ts";

const files: [string, unknown, string][] = [
  ["genai_perf.csv", "Metric,avg,min,max,p99,p95\nTTFT (ms),1,1,1,1,1\n", "GenAI-Perf"],
  [
    "profile_export.json",
    { experiments: [{ requests: [] }], service_kind: "openai" },
    "GenAI-Perf",
  ],
  [
    "stage_0_prometheus_metrics.json",
    { load_summary: {}, successes: { count: 1, queue_len: { mean: 0 } }, failures: {} },
    "what a server said of itself to inference-perf",
  ],
  ["report.yaml", "version: '0.2'\nresults:\n  request_performance:\n", "llm-d"],
  ["events.jsonl", { event_type: "sample.issued", timestamp_ns: 1 }, "MLPerf Endpoints"],
  ["benchmark_summary.json", { "Avg TTFT (ms)": 1 }, "evalscope"],
  ["agg_x.json", { tput_per_gpu: 1, intvty: 2 }, "InferenceX"],
  ["k6.json", { type: "Metric", data: { name: "http_reqs" } }, "k6"],
  ["stats.csv", "Type,Name,Request Count,Failure Count\n", "Locust"],
];
const text = (content: unknown) => typeof content === "string" ? content : JSON.stringify(content);

for (const [name, content, harness] of files) {
  Deno.test(`importCommand() names ${name} as ${harness}'s`, () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/${name}`, text(content));
      const { result, err } = await captured(() =>
        importCommand([`${folder}/${name}`], { resultsDir: `${folder}/runs` })
      );
      assert.equal(result, 2);
      assert.match(
        err.join(""),
        new RegExp(`Refused .*/${name}: this is .*${harness}.*; tokenboard cannot read it yet\\.`),
      );
    }));
}

Deno.test("importCommand() imports LLMPerf's pair from a folder and names the report beside it", () =>
  inFolder(async (folder) => {
    await writePair(`${folder}`, "x");
    await Deno.writeTextFile(
      `${folder}/report.yaml`,
      "version: '0.2'\nresults:\n  request_performance:\n",
    );
    await Deno.writeTextFile(`${folder}/notes.txt`, "hello");
    const { result, err, out } = await captured(() =>
      importCommand([folder], { resultsDir: `${folder}/runs`, json: true })
    );
    assert.equal(result, 0);
    assert.equal(JSON.parse(out.join("")).length, 1);
    assert.equal(err.length, 1);
    assert.match(err[0], /^Not imported: .*report\.yaml: this is an llm-d benchmark report/);
  }));

Deno.test("foreignText() names traces and this workspace's own runs, and takes LLMPerf's files for nobody's", () => {
  assert.match(
    foreignText('{"timestamp": 0, "input_length": 1, "hash_ids": [0]}')!,
    /Mooncake trace/,
  );
  assert.match(foreignText("TIMESTAMP,ContextTokens,GeneratedTokens\n")!, /Azure trace/);
  assert.match(
    foreignText('{"run_id": "r", "workload_hash": "w"}')!,
    /^this is a run of this workspace: its folder goes into data\/runs/,
  );
  for (const own of [summary, responses]) assert.equal(foreignText(JSON.stringify(own)), null);
  assert.equal(foreignText("hello"), null);
});
