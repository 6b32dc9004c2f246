import assert from "node:assert/strict";
import { inFolder, run } from "../support/bench.ts";

const target = (provider: string, model: string) => ({
  provider,
  model,
  base_url: "http://127.0.0.1:9/v1",
});
const anyscale = target("anyscale", "meta-llama/Llama-2-70b-chat-hf");

async function plan(folder: string, config: Record<string, unknown>, ...flags: string[]) {
  const path = `${folder}/planned.json`;
  const lengths = { mean_input_tokens: 550, mean_output_tokens: 150 };
  await Deno.writeTextFile(path, JSON.stringify({ name: "planned", ...lengths, ...config }));
  const { code, out, err } = await run(["bench", path, "--dry-run", ...flags], {
    TOKENBOARD_DATA: "data",
  });
  assert.equal(code, 0, err);
  return out;
}

Deno.test("--dry-run says which quantiles the load's effective n allows, and what could be told apart", () =>
  inFolder(async (folder) => {
    const config = {
      load: "waves",
      concurrency: 5,
      requests: 150,
      blocks: 30,
      targets: [anyscale, target("new.example", "never measured")],
    };
    const found = JSON.parse(await plan(folder, config, "--json"));
    assert.equal(found.requests_in_all, 300);
    assert.equal(found.prompt_tokens, 300 * 550);
    // 150 / 2.6 is 57.7; P95 needs 72 independent requests, 72 x 2.6 is 187.2; P99 368 x 2.6 is 956.8.
    assert.equal(found.effective_n, 57);
    assert.deepEqual(
      found.quantiles.map((q: Record<string, unknown>) => [
        q.quantile,
        q.interval,
        q.requests_needed,
        q.other_times,
      ]),
      [["median", true, 50, true], ["p90", true, 94, true], ["p95", false, 188, false], [
        "p99",
        false,
        957,
        false,
      ]],
    );
    assert.equal(found.this_sitting_only, false);
    assert.equal(found.most_usd, null, "nobody knows what new.example asks for");
    // The formula on DuckDB's stddev_samp(ln(ttft_s)) of the 150 requests of 2023, 0.255731, by a calculator.
    const of = (provider: string) =>
      found.power.find((p: { provider: string; metric: string }) =>
        p.provider === provider && p.metric === "ttft_s"
      );
    const seen = of("anyscale");
    assert.match(seen.sigma_from, /^llmperf-2023-12-21-anyscale-70b/);
    assert.equal(seen.sigma.toFixed(6), "0.255731");
    assert.equal(seen.median.toFixed(4), "0.2468");
    assert.equal(seen.p95, null, "no interval, so nothing is found by it");
    assert.equal(seen.requests_for_10_percent.median, 804);
    const assumed = of("new.example");
    assert.deepEqual([assumed.sigma, assumed.sigma_from], [0.25, null]);
    assert.equal(assumed.requests_for_10_percent.median, 768);
  }));

Deno.test("--dry-run in words: independent requests in one block hold for this run only", () =>
  inFolder(async (folder) => {
    const text = await plan(folder, {
      requests: 400,
      mean_input_tokens: 60,
      concurrency: 5,
      targets: [anyscale],
    });
    // 400 x (60 + 150) tokens at one dollar per million, in and out.
    assert.match(text, /^It would cost at most 0\.0840 USD by data\/prices\.csv\.$/m);
    assert.match(text, /400 measured requests .* 400 independent ones/);
    for (const quantile of ["median", "P90", "P95"]) {
      assert.match(text, new RegExp(`^${quantile} +yes +this run only`, "m"));
    }
    // 2.5 times 368: with fewer the effective n that is estimated falls below 368 in many a run.
    assert.match(text, /^P99 +perhaps, in 9 of 10 runs from 920 requests +this run only/m);
    // With such prompts nothing was measured of it: 0.25 is assumed. The differences by a calculator.
    assert.match(text, /Time to first token +0\.25 assumed +8\.5% +14\.8% +296 +840/);
    assert.match(text, /Nothing was sent/);
  }));

Deno.test("--dry-run of a correctness run says how far its mismatch rate may be off", () =>
  inFolder(async (folder) => {
    const config = { kind: "correctness", requests: 50, targets: [anyscale] };
    const given = { ...config, mean_input_tokens: undefined, mean_output_tokens: undefined };
    // Wilson's interval of 0 of 50 ends at z^2 / (50 + z^2), 3.8415 / 53.8415; of 5 of 50 by a calculator.
    const text = await plan(folder, given);
    assert.match(text, /^planned: 50 requests to 1 target in 1 block /);
    assert.match(text, /^50 answers of each target: if none is wrong, up to 7\.1% /m);
    assert.match(text, /if one in ten is, 4\.3% to 21\.4% \(95%\)/);
    const { mismatch } = JSON.parse(await plan(folder, given, "--json"));
    assert.equal(mismatch.none_wrong[1].toFixed(4), "0.0713");
    const nine = { requests: 9, targets: [anyscale] };
    const found = JSON.parse(await plan(folder, nine, "--json", "--retries=2"));
    assert.deepEqual([found.mismatch, found.requests_in_all, found.most_attempts], [null, 9, 27]);
    const warm = { ...nine, warmup: 4, cooldown: 2, targets: [anyscale, target("b", "m")] };
    const words = await plan(folder, warm);
    assert.match(
      words,
      /^planned: 30 requests \(12 of warm-up and cool-down\) to 2 targets in 1 block /,
    );
  }));
