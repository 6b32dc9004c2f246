/** What a summary says first. */
import assert from "node:assert/strict";
import { summaryText } from "../../benchmarks/report/summary/summary_text.ts";
import { attempt, rows, runId } from "../llmperf/result_support.ts";
import { facts, summaryOf } from "./summaries.ts";

/** 120 answers of each target, i-th of a block of its own time; TTFT and length so that medians are known. */
function turns(blocks: number | null): typeof rows {
  const of = (provider: string, ttft: number, status: "ok" | "failed" = "ok") =>
    Array.from({ length: 120 }, (_, i) => {
      const ok = status === "ok" || i >= 30;
      // Up and down in turns, so that neighbours do not resemble each other.
      const ttft_s = ttft * (1 + 0.01 * Math.cos(7 * i));
      return attempt(i, i, {
        provider,
        model: "m",
        block: blocks === null ? null : Math.floor(i / (120 / blocks)),
        ...(ok
          ? { ttft_s, ttft_content_s: ttft_s, e2e_latency_s: ttft * 10, output_tokens: 100 }
          : { status: "failed", error_class: "rate_limited" }),
      });
    });
  return [...of("quick", 0.5), ...of("slow", 2), ...of("failing", 1, "failed")];
}

Deno.test("summaryText() answers first: who, how fast, how sure, what failed, in 25 lines", async () => {
  const summary = await summaryOf(turns(10));
  const text = summaryText(summary, { ...facts, full: false });
  const lines = text.split("\n");
  assert.ok(lines.length <= 25, `${lines.length} lines`);
  for (const line of lines) assert.ok(line.length <= 100, line);
  assert.equal(lines[0], `Run ${runId}`);
  assert.equal(lines[1], "360 requests to 3 targets (model m): 330 succeeded, 30 failed.");
  const cells = (name: string) =>
    lines.find((line) => line.startsWith(`${name} `))!.trim().split(/ {2,}/);
  // 100 tokens in 5, 20 and 10 s.
  const near = (provider: string, ttft: number, rank: string, rate: string, succeeded: string) => {
    const found = cells(provider);
    assert.ok(Math.abs(Number(found[1]) / ttft - 1) < 0.01, found.join(" "));
    const [low, high] = found[2].split("–").map(Number);
    assert.ok(low < ttft && ttft < high && high / low < 1.02, found[2]);
    assert.deepEqual([found[3], found[4], found[6], found[7]], [rank, rate, rank, succeeded]);
  };
  near("quick", 0.5, "1", "20.0", "120 of 120");
  near("slow", 2, "2", "5.00", "120 of 120");
  near("failing", 1, "–", "10.0", "90 of 120");
  const why = "90 successes, a rank needs 100; success rate below 90%";
  assert.ok(text.replaceAll("\n", " ").includes(`Not ranked: failing (${why}).`));
  assert.match(text, /What failed:\n {2}30 × failing: rate_limited\n/);
  assert.match(text, /^Rows: +f\/requests\.parquet$/m);
  // The best two of the table, not the first two by name.
  assert.match(text, /^Compare: +deno task compare provider=quick provider=slow$/m);
  assert.match(text, /--full/);
  assert.match(text, /^Pages: +deno task dev$/m);
  // In another store than the default every further command must be told so.
  const there = summaryText(summary, { ...facts, full: false, store: "s3://b/p" });
  assert.match(there, /^Pages: +deno task site --store s3:\/\/b\/p$/m);
  assert.match(there, /compare --store s3:\/\/b\/p provider=quick provider=slow$/m);
  const quoted = summaryText(summary, { ...facts, store: "my runs" });
  assert.match(quoted, /^Pages: +deno task site --store 'my runs'$/m);
});

Deno.test("summaryText() says for which times the medians hold, and what is missing", async () => {
  const reach = async (blocks: number | null) =>
    summaryText(await summaryOf(turns(blocks)), { ...facts, full: false })
      .split("\n").find((line) => /run only|time blocks:/.test(line));
  const other = 'other times need "blocks": 10.';
  assert.equal(
    await reach(null),
    `Intervals hold for this run only: it has no time blocks, ${other}`,
  );
  assert.equal(
    await reach(1),
    `Intervals hold for this run only: it has 1 time block, ${other}`,
  );
  const held = "time blocks: medians hold for times like this run's";
  // The failing target's 30 failures fill a quarter of the blocks: of those it knows nothing.
  assert.equal(await reach(20), `15 ${held}; P90 and P95 need 20 blocks, P99 needs 40.`);
  assert.equal(await reach(40), `30 ${held}; P99 needs 40.`);
  assert.equal(await reach(60), `45 ${held}.`);
});

Deno.test("summaryText() of one target has no ranks, of mixed models each model's name", async () => {
  const one = turns(null).filter((row) => row.provider === "quick");
  const alone = summaryText(await summaryOf(one), { ...facts, full: false });
  assert.doesNotMatch(alone, /rank|Compare/i);
  const mixed = one.flatMap((row) => [row, { ...row, model: "n", model_size: "7b" }]);
  const text = summaryText(await summaryOf(mixed), { ...facts, full: false });
  assert.match(text, /^quick m +0\.5.*\nquick n +0\.5/m);
  assert.match(text, /^Different models or sizes are ranked separately/m);
  assert.doesNotMatch(text, /Simulated targets/);
  // One model, one of two targets simulated: the model is no reason.
  const beside = one.flatMap((row) => [row, { ...row, provider: "sim", simulated: true }]);
  const apart = summaryText(await summaryOf(beside), { ...facts, full: false });
  assert.match(apart, /^Simulated targets are ranked among themselves, never with real ones\.$/m);
  assert.doesNotMatch(apart, /Different models/);
});
