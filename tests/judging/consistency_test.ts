import assert from "node:assert/strict";
import { inconsistency } from "../../benchmarks/judging/consistency.ts";

const row = { min: 1, p25: 2, median: 3, p75: 4, p95: 5, p99: 6, max: 7, mean: 3.2 };

Deno.test("inconsistency() finds what cannot belong to one set of values", () => {
  const cases: [string, Record<string, number | null>, string | null][] = [
    ["a row as it should be", {}, null],
    ["all alike, the mean off by rounding", { mean: 7 + 1e-12, max: 7 }, null],
    ["a mean above the maximum", { mean: 7.1 }, "mean 7.1 > max 7"],
    ["a mean under the minimum", { mean: 0.5 }, "min 1 > mean 0.5"],
    ["quartiles the wrong way", { p75: 2.5 }, "median 3 > p75 2.5"],
    ["neighbours of a statistic that is null", { p75: null, median: 5.5 }, "median 5.5 > p95 5"],
    ["nothing known", { min: null, max: null, mean: null }, null],
    ["failures at the slow end", { p99: Infinity, max: Infinity, mean: Infinity }, null],
    ["a failure in the middle of a latency", { median: Infinity }, "median Infinity > p75 4"],
    ["a rate among failures", { min: 0, p25: 0 }, null],
    // 0 to 4 at ranks 1 to 5: quantiles 1, 2, 3, 3.8, 3.96; the mean of such values lies between
    // (0 + 1 + 2 + 3 + 3.96) / 5 and (1 + 1 + 2 + 3 + 4) / 5.
    ["a mean between its ends that no values have", {
      ...{ n: 5, min: 0, p25: 1, median: 2, p75: 3, p95: 3.8, p99: 3.96, max: 4 },
      mean: 2.3,
    }, "mean 2.3 outside the 1.99 to 2.20 its quantiles allow"],
    ["one that they have", {
      ...{ n: 5, min: 0, p25: 1, median: 2, p75: 3, p95: 3.8, p99: 3.96, max: 4 },
      mean: 2,
    }, null],
  ];
  for (const [what, over, expected] of cases) {
    assert.equal(inconsistency({ ...row, ...over }), expected, what);
  }
});

Deno.test("inconsistency() finds the one row of 2023 that was published impossible, and passes ours", async () => {
  const text = await Deno.readTextFile("data/llmperf-2023-12/published.csv");
  const [head, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(","));
  const bad = lines.flatMap((cells) => {
    const published = Object.fromEntries(head.map((name, i) => [name, cells[i]]));
    const numbers = Object.fromEntries(
      head.slice(4).map((name) => [name, Number(published[name])]),
    );
    const found = inconsistency({ ...numbers, n: 150 });
    return found
      ? [`${published.metric} ${published.model_size} ${published.provider}: ${found}`]
      : [];
  });
  assert.equal(lines.length, 36);
  // Its mean of 0.89 lies above its P99 of 0.81.
  assert.equal(bad.length, 1, bad.join("\n"));
  assert.match(bad[0], /^ttft\S* 13b together: /);
});
