/** Prometheus' text, and what servers' own names mean. Texts are as the servers' documentation shows them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { samplesOf } from "../../benchmarks/server_side/exposition.ts";
import { stateOf } from "../../benchmarks/server_side/vocabulary.ts";

const vllm = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="m"} 7.0
vllm:num_requests_running{engine="1",model_name="m"} 5.0
vllm:num_requests_waiting{engine="0",model_name="m"} 2.0
vllm:kv_cache_usage_perc{engine="0",model_name="m"} 0.25
vllm:kv_cache_usage_perc{engine="1",model_name="m"} 0.75
vllm:prefix_cache_queries_total{engine="0",model_name="m"} 1000.0
vllm:prefix_cache_hits_total{engine="0",model_name="m"} 600.0
vllm:num_preemptions_total{engine="0",model_name="m"} 3.0
vllm:generation_tokens_total{engine="0",model_name="m"} 1.2345e+06
vllm:iteration_tokens_total_bucket{engine="0",le="+Inf"} 12 1700000000000
`;

Deno.test("samples: labels with escapes, infinities, times; what is no sample is passed over", () => {
  assert.deepEqual(
    samplesOf(
      'a 1\nb{x="q\\"{}\\\\,",y="2",} +Inf 17\n# c 3\nd{x="never closed 4\ne\n f 5\ng NaN\nh{} -2e-3\n',
    )
      .map(({ name, labels, value }) => [name, { ...labels }, value]),
    [
      ["a", {}, 1],
      ["b", { x: 'q"{}\\,', y: "2" }, Infinity],
      ["h", {}, -0.002],
    ],
  );
});

Deno.test("any text is read without an error, and what was written is found", () => {
  const name = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,20}$/);
  const label = fc.string().map((s) => s.replaceAll("\0", ""));
  fc.assert(
    fc.property(fc.string(), name, label, fc.double({ noNaN: true }), (noise, n, l, value) => {
      const said = l.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
      const text = `${noise.replaceAll("\r", "")}\n${n}{l="${said}"} ${value}\n`;
      const found = samplesOf(text).at(-1)!;
      assert.deepEqual([found.name, found.labels.l, found.value], [n, l, value + 0]);
    }),
  );
});

Deno.test("vLLM: counts are summed over engines, of shares the mean is taken", () => {
  assert.deepEqual(stateOf(samplesOf(vllm)), {
    engine: "vLLM",
    state: {
      running: 12,
      waiting: 2,
      kv_use: 0.5,
      prefix_hit_tokens: 600,
      prefix_query_tokens: 1000,
      preemptions: 3,
      draft_tokens: null,
      accepted_tokens: null,
      prompt_tokens: null,
      generation_tokens: 1234500,
    },
  });
});

Deno.test("an older name counts where the newer is missing; other servers have names of their own", () => {
  const state = (text: string) => stateOf(samplesOf(text));
  assert.equal(state('vllm:gpu_cache_usage_perc{model_name="m"} 0.1')?.state.kv_use, 0.1);
  const sglang = state(
    'sglang:num_running_reqs{model_name="m"} 4\\nsglang:num_queue_reqs{model_name="m"} 9\\n'
      .replaceAll("\\n", "\n") + 'sglang:token_usage{model_name="m"} 0.28',
  )!;
  assert.deepEqual(
    [sglang.engine, sglang.state.running, sglang.state.waiting, sglang.state.kv_use],
    ["SGLang", 4, 9, 0.28],
  );
  const triton = state(
    'nv_trt_llm_request_metrics{model="t",request_type="active",version="1"} 3\n' +
      'nv_trt_llm_request_metrics{model="t",request_type="max",version="1"} 64\n' +
      'nv_trt_llm_request_metrics{model="t",request_type="waiting",version="1"} 1\n' +
      'nv_trt_llm_kv_cache_block_metrics{kv_cache_block_type="fraction",model="t"} 0.4\n',
  )!.state;
  assert.deepEqual([triton.running, triton.waiting, triton.kv_use], [3, 1, 0.4]);
  assert.equal(state("process_cpu_seconds_total 3"), null);
});
