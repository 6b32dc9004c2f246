import assert from "node:assert/strict";
import { audit } from "../../benchmarks/queries/audit.ts";
import { explain, meanBounds } from "../../benchmarks/metrics/audit_reasons.ts";
import type { StatisticName } from "../../benchmarks/metrics/statistics.ts";
import { openStore } from "../../benchmarks/store/views.ts";

Deno.test("audit() finds the cells of the published tables that follow from the committed rows", async () => {
  const db = await openStore("data");
  try {
    const cells = await audit(db);
    assert.equal(cells.length, 288);
    assert.equal(cells.filter((c) => c.follows).length, 277);
    assert.ok(cells.every((c) => c.follows === (c.why === null)));
    // These eleven are the ones that a script in another language finds over the source's own JSON.
    const odd = cells.filter((c) => !c.follows).map((c) =>
      `${c.metric} ${c.provider} ${c.model_size} ${c.statistic}`
    );
    assert.deepEqual(odd.sort(), [
      "e2e_tokens_per_s anyscale 70b p99",
      "e2e_tokens_per_s bedrock 13b p75",
      "e2e_tokens_per_s fireworks 7b p99",
      "ttft_content_s fireworks 13b median",
      "ttft_content_s fireworks 70b median",
      "ttft_content_s perplexity 70b max",
      "ttft_content_s together 13b max",
      "ttft_content_s together 13b mean",
      "ttft_content_s together 13b median",
      "ttft_content_s together 13b p99",
      "ttft_content_s together 70b median",
    ]);
    const mean = cells.find((c) => c.provider === "together" && c.why?.startsWith("impossible"));
    assert.deepEqual([mean?.model_size, mean?.statistic, mean?.published], ["13b", "mean", "0.89"]);
  } finally {
    db.close();
  }
});

Deno.test("audit() has no cell of a system whose rows are elsewhere: a store may lack the runs of 2023", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/llmperf-2023-12`);
  const csv = "metric,model_size,provider,model,mean\nttft_s,7b,nobody,m,1";
  await Deno.writeTextFile(`${folder}/llmperf-2023-12/published.csv`, csv);
  const db = await openStore(folder);
  try {
    assert.equal((await db.query("FROM published_2023")).rows[0].mean, "1");
    assert.deepEqual(await audit(db), []);
  } finally {
    db.close();
    await Deno.remove(folder, { recursive: true });
  }
});

/** Printed cells of 1, 2, 3, 4, 5, with one replaced. */
const row = (cell: Record<string, string>) => ({
  ...{ min: "1.0", p25: "2.0", median: "3.0", mean: "3.0", p75: "4.0", p95: "4.8" },
  ...{ p99: "5.0", max: "5.0", ...cell },
});
const values = [1, 2, 3, 4, 5];

Deno.test("explain() tries each explanation on the numbers", () => {
  const cases: [string, StatisticName, number, string, string][] = [
    ["3.07 as 3.0", "mean", 3.07, "3.0", "cut off instead of rounded"],
    ["3.01 as 3.1", "mean", 3.01, "3.1", "rounded up instead of to the nearest"],
    ["3.048 to 3.05 to 3.1", "mean", 3.048, "3.1", "rounded twice"],
    ["0.6855 to 0.7", "mean", 0.6855, "0.70", "rounded to 1 decimal, printed with 2"],
    // P95 of five values lies between ranks 4 and 5: 4.8.
    ["a rank", "p95", 4.8, "4.0", "the value at one rank (4.0000) instead of between two"],
    // Two of the five lie above 3, and a maximum has none above it.
    ["a low maximum", "max", 5, "3.0", "2 of 5 requests lie above it, where at most 0 can"],
    ["a high minimum", "min", 1, "3.0", "2 of 5 requests lie below it, where at most 0 can"],
    // A maximum is one of the values, so not all five lie below it.
    ["nobody's maximum", "max", 5, "9.0", "5 of 5 requests lie below it, where at most 4 can"],
    // Each of five values with ranks at the printed cells is known to half a unit.
    [
      "a wild mean",
      "mean",
      3,
      "4.2",
      "impossible beside the other cells of its row, which allow 2.95 to 3.05",
    ],
    // Any value between ranks 4 and 5 can be a P95: nothing contradicts 4.5, and nothing gives it.
    ["nothing fits", "p95", 4.8, "4.5", "does not follow from the raw data"],
  ];
  for (const [reading, statistic, ours, printed, why] of cases) {
    const evidence = { row: row({ [statistic]: printed }), values, others: [], otherWords: "" };
    assert.equal(explain(statistic, ours, evidence), why, reading);
  }
  const other = { row: row({ mean: "8.0" }), values, others: [7, 9], otherWords: "the others" };
  assert.equal(explain("mean", 3, other), "taken over another population: the others");
});

Deno.test("meanBounds() bounds a mean by the row's quantiles", () => {
  const [low, high] = meanBounds(row({}), 5);
  assert.ok(Math.abs(low - 2.95) < 1e-9 && Math.abs(high - 3.05) < 1e-9, `${low} to ${high}`);
  // Six values, ranks 0 to 5, quantiles at 0, 1.25, 2.5, 3.75, 4.75, 4.95 and 5. By hand, in halves of 0.1:
  // at most 1, 2, 3, 4, 4.8 and 5; at least 1, 1, 2, 3, 4 and 5.
  const [least, most] = meanBounds(row({}), 6);
  assert.ok(Math.abs(least - (16 / 6 - 0.05)) < 1e-9, `at least ${least}`);
  assert.ok(Math.abs(most - (19.8 / 6 + 0.05)) < 1e-9, `at most ${most}`);
});
