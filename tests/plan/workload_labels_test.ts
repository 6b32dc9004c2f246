import assert from "node:assert/strict";
import fc from "fast-check";
import { type NamedWorkload, workloadLabels } from "../../benchmarks/plan/workload_labels.ts";

const line = "550 tokens in, 150 out, 5 at a time";
const workload = (hash: string, config: unknown, more: Partial<NamedWorkload> = {}) => ({
  hash,
  line,
  configs: [config],
  harnesses: [null],
  places: ["speed"],
  ...more,
});
const labels = (...some: NamedWorkload[]) => [...workloadLabels(some).values()];

Deno.test("workloadLabels() leaves a single workload its line", () => {
  assert.deepEqual(labels(workload("a", { requests: 150, idle_timeout_s: 60 })), [line]);
});

Deno.test("workloadLabels() does not say a spread twice", () => {
  const [even, spread] = labels(
    workload("a", { stddev_input_tokens: 0 }),
    workload("b", { stddev_input_tokens: 150 }, { line: "550 ± 150 tokens in, 150 out" }),
  );
  // Nor that there is none, where every line says its own.
  assert.deepEqual([even, spread], [line, "550 ± 150 tokens in, 150 out"]);
  const older = workload("c", { stddev_input_tokens: 9 }, { line: "99 tokens in, 150 out" });
  assert.deepEqual(labels(workload("a", { stddev_input_tokens: 0 }), older), [
    `${line}, tokens in ± 0`,
    "99 tokens in, 150 out, tokens in ± 9",
  ]);
});

const settings: [unknown, unknown, string, string][] = [
  [{ stddev_input_tokens: 0 }, { stddev_input_tokens: 150 }, "tokens in ± 0", "tokens in ± 150"],
  [{ stddev_output_tokens: 0 }, { stddev_output_tokens: 80 }, "out ± 0", "out ± 80"],
  [{ requests: 1 }, { requests: 150 }, "1 request", "150 requests"],
  [{ warmup: 0 }, { warmup: 5 }, "no warm-up", "5 warm-up requests"],
  [{ blocks: 1 }, { blocks: 10 }, "in 1 block", "in 10 blocks"],
  [
    { prompt_builder: "exact" },
    { prompt_builder: "llmperf" },
    "prompts of exact length",
    "prompts built as by LLMPerf",
  ],
  [{ request_timeout_s: 180 }, { request_timeout_s: 20 }, "180 s per request", "20 s per request"],
  [{ run_timeout_s: null }, { run_timeout_s: 90 }, "no limit per run", "90 s per run"],
  [
    { idle_timeout_s: 60 },
    { idle_timeout_s: null },
    "60 s between arrivals",
    "no limit between arrivals",
  ],
  [{ connect_timeout_s: 10 }, { connect_timeout_s: 5 }, "10 s to connect", "5 s to connect"],
  [
    { first_token_timeout_s: null },
    { first_token_timeout_s: 2 },
    "no limit to the first token",
    "2 s to the first token",
  ],
  [{ nonce: true }, { nonce: false }, "with nonce", "without nonce"],
  [{ load: "closed" }, { load: "waves" }, "closed loop", "in waves"],
  [{ prefix_tokens: 0 }, { prefix_tokens: 400 }, "0 shared tokens", "400 shared tokens"],
  [{ prefix_groups: 1 }, { prefix_groups: 3 }, "1 shared prefix", "3 shared prefixes"],
  [{ probes: true }, { probes: false }, "with probes", "without probes"],
  [{}, { retries: { max: 3 } }, "sent once", "sent again up to 3 times"],
  [{ concurrency: 5 }, { concurrency: 8 }, "5 at a time", "8 at a time"],
  [
    { targets: [{ params: {} }] },
    { targets: [{ params: { reasoning_effort: "high" } }] },
    "reasoning effort as served",
    "reasoning effort high",
  ],
];
for (const [one, other, is, differs] of settings) {
  Deno.test(`workloadLabels() names ${JSON.stringify(one)} beside ${JSON.stringify(other)}`, () => {
    assert.deepEqual(labels(workload("a", one), workload("b", other)), [
      `${line}, ${is}`,
      `${line}, ${differs}`,
    ]);
  });
}

Deno.test("workloadLabels() names every setting in which two differ, and none in which all agree", () => {
  assert.deepEqual(
    labels(
      workload("a", { requests: 20, stddev_input_tokens: 0, blocks: 2 }),
      workload("b", { requests: 60, stddev_input_tokens: 9, blocks: 2 }, {
        line: "10 tokens in, 5 out, 1 at a time",
      }),
    ),
    [
      `${line}, tokens in ± 0, 20 requests`,
      "10 tokens in, 5 out, 1 at a time, tokens in ± 9, 60 requests",
    ],
  );
});

Deno.test("workloadLabels() says who measured where only that is known to differ", () => {
  assert.deepEqual(
    labels(workload("a", {}), workload("b", {}, { harnesses: ["llmperf"] })),
    [`${line}, measured by Tokenboard`, `${line}, measured by LLMPerf`],
  );
});

Deno.test("workloadLabels() tells two datasets of one name apart by their hash", () => {
  const dataset = { dataset: "dataset.jsonl", requests: 5 };
  assert.deepEqual(
    labels(workload("0e24b5977cf1ab8c", dataset), workload("2e2aebd18fbfad2e", dataset)),
    [`${line} (workload 0e24b597)`, `${line} (workload 2e2aebd1)`],
  );
});

Deno.test("workloadLabels() names no setting in which the runs of one workload differ", () => {
  const two = workload("a", null, { configs: [{ warmup: 1 }, { warmup: 2 }] });
  assert.deepEqual(labels(two, workload("b", { warmup: 3 })), [
    `${line} (workload a)`,
    `${line} (workload b)`,
  ]);
});

Deno.test("workloadLabels() leaves alone what no page sets beside it", () => {
  assert.deepEqual(
    labels(
      workload("a", { requests: 5 }),
      workload("b", { requests: 9 }, { line: "numbers in words", places: ["correctness"] }),
    ),
    [line, "numbers in words"],
  );
});

Deno.test("workloadLabels() never calls two alike, whatever their files hold", () => {
  const text = fc.constantFrom("x", "x (workload a)", "x, 1 request", "");
  const config = fc.oneof(
    fc.anything(),
    fc.record({ requests: fc.integer({ min: 1, max: 2 }), warmup: fc.anything() }),
  );
  const some = fc.uniqueArray(
    fc.record({
      hash: fc.constantFrom("a", "aaaaaaaaa", "aaaaaaaab", "b", ""),
      line: text,
      configs: fc.array(config, { maxLength: 2 }),
      harnesses: fc.array(fc.constantFrom(null, "llmperf"), { maxLength: 2 }),
      places: fc.array(fc.constantFrom("p", "q"), { minLength: 1, maxLength: 2 }),
    }),
    { selector: (w) => w.hash },
  );
  fc.assert(
    fc.property(some, (workloads) => {
      const named = workloadLabels(workloads);
      assert.equal(named.size, workloads.length);
      assert.equal(new Set(named.values()).size, workloads.length);
    }),
    { seed: 11, numRuns: 500 },
  );
});
