/** What of each format is easily read wrong; the statistics that a tool printed say what its rows must give. */
import assert from "node:assert/strict";
import { inFolder } from "../llmperf_files.ts";
import { asked, importedRows, importInto } from "./peers.ts";

const near = (a: unknown, b: number, what: string) =>
  assert.ok(Math.abs(Number(a) - b) <= 1e-9 * Math.abs(b), `${what}: ${a}, not ${b}`);

Deno.test("importCommand() gives of genai-bench's rows the means and quantiles that it printed", async () => {
  const { rows: [row] } = await importedRows(
    ["genai-bench/parallel_D100_100_c1.json", "genai-bench/parallel_experiment_metadata.json"],
    `SELECT count(*) AS n, avg(ttft_s) AS ttft, avg(e2e_latency_s) AS e2e, avg(tpot_s) AS tpot,
      quantile_cont(ttft_s, 0.99) AS p99, any_value(model) AS model, any_value(endpoint) AS endpoint,
      any_value(clock) AS clock, any_value(q.started_at) AS started_at
    FROM requests q JOIN runs USING (run_id)`,
  );
  // As its file has them, in "stats".
  near(row.ttft, 0.28079207423994373, "TTFT");
  near(row.e2e, 1.1599725899799522, "latency");
  near(row.tpot, 0.008880611270101098, "TPOT");
  near(row.p99, 0.6073810327497265, "TTFT P99");
  assert.deepEqual(
    [row.n, row.model, row.endpoint, row.started_at],
    [50, "zai-org/GLM-4.6", "inference.baseten.co", null],
  );
  assert.match(String(row.clock), /order of its rows is not that of sending/);
});

Deno.test("importCommand() gives of the measured rows the figures that vLLM, AIPerf and guidellm printed", async () => {
  const { rows } = await importedRows(
    ["measured/vllm", "measured/aiperf", "measured/guidellm"],
    `SELECT imported_from AS tool, avg(ttft_s) * 1000 AS ttft, avg(tpot_s) * 1000 AS tpot,
      avg(e2e_latency_s) * 1000 AS e2e, avg(last_token_s) * 1000 AS last
    FROM requests GROUP BY ALL ORDER BY ALL`,
  );
  const [aiperf, guidellm, vllm] = rows;
  near(aiperf.ttft, 202.21468541666664, "AIPerf’s time_to_first_token");
  near(vllm.ttft, 203.62521699992917, "vLLM’s mean_ttft_ms");
  near(vllm.tpot, 19.994328543862537, "vLLM’s mean_tpot_ms");
  near(vllm.e2e, 583.5174593333173, "vLLM’s mean_e2el_ms");
  const printed = async (path: string, figure: string, statistic: string) => {
    const { rows: [{ reported }] } = await importedRows([path], "SELECT reported FROM runs");
    return JSON.parse(String(reported)).find((f: { name: string }) => f.name === figure)
      .statistics[statistic];
  };
  near(aiperf.tpot, await printed("measured/aiperf", "inter_token_latency", "avg"), "AIPerf’s ITL");
  near(aiperf.last, await printed("measured/aiperf", "request_latency", "avg"), "its latency");
  const ttft = await printed("measured/guidellm", "time_to_first_token_ms", "mean");
  near(guidellm.ttft, ttft, "guidellm’s TTFT");
});

Deno.test("importCommand() keeps of SGLang's details no end of the answer, and reads its NaN and Infinity", () =>
  inFolder(async (folder) => {
    const line =
      '{"backend":"sglang","dataset_name":"random","request_rate":Infinity,"completed":1,' +
      '"max_concurrency":8,"mean_ttft_ms":250.0,"std_tpot_ms":NaN,"duration":2.0,"server_info":' +
      '{"model_path":"org/m"},"input_lens":[4,4],"output_lens":[3,0],"ttfts":[0.25,0.0],' +
      '"itls":[[0.25,0.5],[]],"generated_texts":["a",""],"errors":["","Service Unavailable"]}\n';
    await Deno.writeTextFile(`${folder}/s.jsonl`, line);
    await importInto(folder, [`${folder}/s.jsonl`]);
    const rows = await asked(
      folder,
      `SELECT status, error_class, ttft_s, last_token_s, e2e_latency_s, chunk_at_s, output_tokens, model
      FROM requests ORDER BY request_index`,
    );
    assert.deepEqual(rows.map((r) => Object.values(r)), [
      ["ok", null, 0.25, 1, null, [0.25, 0.5, 1], 3, "org/m"],
      ["failed", "server_error", null, null, null, null, null, "org/m"],
    ]);
  }));

Deno.test("importCommand() keeps the wait of inference-perf's stage that is in no latency of it", async () => {
  const { rows: [run], done } = await importedRows(
    ["inference-perf/kubecon_v0_engine_stage_6_lifecycle_metrics.json"],
    "SELECT selection, workload, reported FROM runs",
  );
  assert.deepEqual(done.map((d) => d.rows), [0]);
  assert.match(String(run.selection), /^statistics alone/);
  assert.equal(run.workload, "236.12 requests/s");
  const figures = JSON.parse(String(run.reported));
  const of = (name: string) => figures.find((f: { name: string }) => f.name === name);
  assert.ok(of("schedule_delay").statistics.p99 > 119);
  assert.ok(of("request_latency").statistics.p99 < 7);
  assert.equal(of("request_latency").unit, "s");
});

Deno.test("importCommand() reads llmeter's responses and llmnop's records with what stands beside them", () =>
  inFolder(async (folder) => {
    const responses = [
      { id: "a", response_text: "x", time_to_first_token: 0.5, time_to_last_token: 2.5 },
      { id: "b", response_text: null, error: "Connection refused" },
    ].map((r) => ({
      time_to_first_token: null,
      time_to_last_token: null,
      num_tokens_input: 9,
      num_tokens_output: r.error ? null : 5,
      num_tokens_output_reasoning: r.error ? null : 2,
      error: null,
      request_time: "2026-01-01T00:00:00.250000Z",
      ...r,
    }));
    await Deno.mkdir(`${folder}/a`);
    await Deno.mkdir(`${folder}/b`);
    const lines = (all: unknown[]) => all.map((one) => JSON.stringify(one)).join("\n");
    await Deno.writeTextFile(`${folder}/a/responses.jsonl`, lines(responses));
    const summary = {
      total_requests: 2,
      clients: 3,
      n_requests: 1,
      model_id: "m",
      provider: "bedrock",
    };
    await Deno.writeTextFile(`${folder}/a/summary.json`, JSON.stringify(summary));
    const stats = { ...summary, "time_to_last_token-p50": 2.5 };
    await Deno.writeTextFile(`${folder}/a/stats.json`, JSON.stringify(stats));
    const value = (value: number, unit: string) => ({ value, unit });
    const record = {
      metadata: {
        request_index: 0,
        request_start_ns: 1767225600500000000,
        request_end_ns: 1767225602500000000,
        benchmark_phase: "profiling",
      },
      metrics: {
        time_to_first_token: value(625, "ms"),
        request_latency: value(2500, "ms"),
        input_sequence_length: value(9, "tokens"),
        output_sequence_length: value(5, "tokens"),
      },
    };
    await Deno.writeTextFile(`${folder}/b/individual_responses.jsonl`, lines([record]));
    const { status, done } = await importInto(folder, [`${folder}/a`, `${folder}/b`]);
    assert.deepEqual([status, done.map((d) => d.rows)], [0, [2, 1]]);
    const rows = await asked(
      folder,
      `SELECT imported_from, provider, model, status, error_class, ttft_s, last_token_s, e2e_latency_s,
        output_tokens, reasoning_tokens_reported, q.started_at::VARCHAR AS at
      FROM requests q ORDER BY imported_from, request_index`,
    );
    const day = "2026-01-01T00:00:00";
    assert.deepEqual(
      rows.map((r) => Object.values(r)),
      [
        ["llmeter", "bedrock", "m", "ok", null, 0.5, 2.5, null, 5, 2, `${day}.25Z`],
        [
          "llmeter",
          "bedrock",
          "m",
          "failed",
          "refused",
          null,
          null,
          null,
          null,
          null,
          `${day}.25Z`,
        ],
        ["llmnop", "unknown", "unknown", "ok", null, 0.625, null, 2.5, 5, null, `${day}.5Z`],
      ].map((row) => [...row.slice(0, -1), String(row.at(-1)).replace("T", " ").replace("Z", "")]),
    );
  }));
