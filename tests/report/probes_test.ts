import assert from "node:assert/strict";
import { checkConfig } from "../../benchmarks/plan/config.ts";
import { emptyRow } from "../../benchmarks/record/record.ts";
import { writeResultFiles } from "../../benchmarks/llmperf/result_files.ts";
import { summarise } from "../../benchmarks/report/summary/summary.ts";
import { summaryText } from "../../benchmarks/report/summary/summary_text.ts";
import { openStore } from "../../benchmarks/store/views.ts";
import { inFolder } from "../support/bench.ts";
import { numbers, pairs, probedRun, writeProbedRun } from "../support/stores/probed_run.ts";
import { assertSixDigits } from "../support/six_digits.ts";

const facts = {
  folder: "f",
  unverified: [],
  givenUp: [],
  goingOn: false,
  invalid: null,
  full: true,
};
const measured = {
  ...emptyRow({
    run_id: probedRun,
    config_name: "probed",
    provider: "acme",
    model: "m",
    simulated: false,
    phase: "measured",
    request_index: 0,
    attempt: 1,
    status: "ok",
  }),
  ttft_s: 3,
  e2e_latency_s: 5,
  output_tokens: 50,
};

async function summaryOf(rows: typeof numbers) {
  let found!: Awaited<ReturnType<typeof summarise>>;
  await inFolder(async (folder) => {
    await writeProbedRun(folder, rows);
    const db = await openStore(folder);
    found = await summarise(db, probedRun);
    db.close();
  });
  return found;
}

Deno.test("summarise() has the rates of the probes, and leaves them out of every statistic", async () => {
  const { targets } = await summaryOf([...numbers, ...pairs, measured]);
  assert.equal(targets.length, 1);
  const [{ counts, metrics, probes }] = targets;
  assert.equal(counts.attempts, 1);
  assert.deepEqual([metrics.ttft_s.n, metrics.ttft_s.max], [1, 3]);
  const { low, high, ...correctness } = probes!.correctness!;
  assert.deepEqual(correctness, {
    attempts: 10,
    answered: 9,
    mismatched: 2,
    mismatch_rate: 2 / 9,
    errors: 1,
    error_rate: 0.1,
  });
  assertSixDigits([low, high], [0.06322510711784671, 0.5474110308930111], "Wilson's of 2 of 9");
  // Ratios 0.5, 0.2, 0.2, 0.6, 0.3; the sixth pair has no second answer. All five are faster.
  const { low: least, ...repeat } = probes!.repeat!;
  assertSixDigits(least, 0.5655175352168251, "Wilson's of 5 of 5");
  assert.deepEqual(repeat, { pairs: 5, faster: 5, median_ratio: 0.3, high: 1, cached: true });
  // Eleven answers: two of half the length, nine whole.
  assert.deepEqual(probes!.length, { n: 11, median_share: 1, short: 2 });
  assert.deepEqual(probes!.wrong, [
    { request_index: 7, expected: "4321", given: "4322" },
    { request_index: 8, expected: "12", given: "I <b>cannot</b>" },
  ]);
});

Deno.test("summarise() of a run without probes has none", async () => {
  const { targets: [{ probes }] } = await summaryOf([measured]);
  assert.equal(probes, null);
});

Deno.test("summarise() of a correctness run counts its probes and times nothing", async () => {
  const { targets: [{ counts, metrics, probes }] } = await summaryOf(numbers);
  assert.deepEqual([counts.attempts, counts.succeeded, counts.failed], [11, 9, 1]);
  assert.deepEqual(metrics, {});
  assert.equal(probes!.repeat, null);
  assert.equal(probes!.length, null);
});

Deno.test("summaryText() says rates with n and interval, what was wrong, and what was cached", async () => {
  const text = summaryText(await summaryOf([...numbers, ...pairs, measured]), facts);
  assert.match(text, /acme +9 +2 +22\.2% +6\.3% to 54\.7% +1 +10\.0%/);
  assert.match(text, /acme: expected 4321, got 4322/);
  assert.match(text, /acme +5 +5 +56\.6% to 100\.0% +0\.30 +YES/);
  assert.match(text, /acme +11 +100\.0% +2/);
  const bare = summaryText(await summaryOf(numbers), facts);
  assert.doesNotMatch(bare, /Throughput|Time to first token|twice/);
  assert.doesNotMatch(summaryText(await summaryOf([measured]), facts), /Correctness|twice/);
});

Deno.test("a correctness run writes LLMPerf's two files of that test", async () => {
  await inFolder(async (folder) => {
    await writeProbedRun(folder, numbers, "correctness");
    const config = checkConfig({
      name: "probed",
      kind: "correctness",
      requests: 11,
      concurrency: 3,
      targets: [{
        provider: "acme",
        model: "m",
        base_url: "http://a.test",
        params: { temperature: 0, top_k: 1 },
      }],
    }, "test");
    const db = await openStore(folder);
    await writeResultFiles(db, folder, probedRun, config, { site: "here" });
    db.close();
    const files = [...Deno.readDirSync(folder)].filter((e) => e.isFile).map((e) => e.name).sort();
    assert.deepEqual(files, [
      "m_correctness_individual_responses.json",
      "m_correctness_summary.json",
    ]);
    const [responses, summary] = files.map((f) =>
      JSON.parse(Deno.readTextFileSync(`${folder}/${f}`))
    );
    const { timestamp, ...rest } = summary;
    assert.equal(timestamp, Date.UTC(2026, 0, 2, 0, 0, 9) / 1000);
    assert.deepEqual(Object.entries(rest), [
      ["version", "2023-08-31"],
      ["name", "m_correctness_summary"],
      ["number_errors", 1],
      ["num_mismatched_requests", 2],
      ["error_rate", 0.1],
      ["mismatch_rate", 0.2],
      ["num_completed_requests", 10],
      ["num_non_errored_requests", 9],
      ["model", "m"],
      ["num_concurrent_requests", 3],
      ["additional_sampling_params_top_k", 1],
      ["llm_api", "openai"],
      ["site", "here"],
    ]);
    assert.equal(responses.length, 10);
    assert.deepEqual(Object.keys(responses[7]), ["metrics", "generated_text", "request_config"]);
    assert.equal(responses[7].generated_text, "4322");
    const { prompt, ...asked } = responses[7].request_config;
    assert.deepEqual(asked, {
      model: "m",
      sampling_params: { temperature: 0, top_k: 1 },
      llm_api: "openai",
      metadata: { rnd_number: 4321 },
    });
    assert.match(prompt[0], /four thousand, three hundred and twenty-one/);
    const failed = responses[9];
    assert.deepEqual(
      [failed.metrics.error_code, failed.metrics.error_msg, failed.generated_text],
      [429, "slow down", ""],
    );
  });
});
