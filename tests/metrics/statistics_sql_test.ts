import assert from "node:assert/strict";
import { metric } from "../../benchmarks/metrics/metrics.ts";
import { type Population, statisticsSql } from "../../benchmarks/metrics/statistics.ts";
import { openDuckdb } from "../../benchmarks/store/duckdb.ts";

/** Three answers, one of them under an error code, an answer without the metric, and what is no answer. */
const rows =
  `(VALUES ('measured', 'ok', NULL, 1, 10), ('measured', 'ok', '-100', 2, 20), ('measured', 'ok', NULL, 3, 30),
  ('measured', 'ok', NULL, NULL, NULL), ('measured', 'failed', '429', NULL, NULL),
  ('measured', 'incomplete', NULL, NULL, NULL),
  ('warmup', 'ok', NULL, 99, 99)) AS t(phase, status, error_code, ttft_s, e2e_tokens_per_s)`;
const order = [
  "n",
  "omitted",
  "failed",
  "median",
  "mean",
  "min",
  "max",
  "p25",
  "p75",
  "p95",
  "p99",
];
// By hand. Linear quantiles at (n - 1) p: of 1, 2, 3 the P95 is at 1.9, so 2.9. With a failure there are four values,
// P25 at 0.75, the median at 1.5, P75 at 2.25: what has a failure on either side fails (Infinity; 0 for rates).
const inf = "Infinity";
const cases: [string, Population, unknown[]][] = [
  ["ttft_s", "succeeded", [3, 1, 0, 2, 2, 1, 3, 1.5, 2.5, 2.9, 2.98]],
  ["ttft_s", "all", [4, 1, 1, 2.5, inf, 1, inf, 1.75, inf, inf, inf]],
  ["ttft_s", "llmperf", [2, 1, 0, 2, 2, 1, 3, 1.5, 2.5, 2.9, 2.98]],
  ["e2e_tokens_per_s", "succeeded", [3, 1, 0, 20, 20, 10, 30, 15, 25, 29, 29.8]],
  ["e2e_tokens_per_s", "all", [4, 1, 1, 15, 15, 0, 30, 0, 22.5, 28.5, 29.7]],
  ["e2e_tokens_per_s", "llmperf", [3, 1, 0, 20, 20, 10, 30, 15, 25, 29, 29.8]],
];
for (const [name, population, expected] of cases) {
  Deno.test(`statisticsSql() gives ${name} of ${population} as worked by hand`, async () => {
    const db = await openDuckdb();
    try {
      const { rows: [got] } = await db.query(
        `SELECT ${statisticsSql(metric(name), population)} FROM ${rows}`,
      );
      order.forEach((column, i) => {
        const [a, b] = [got[column], expected[i]];
        const same = a === b || Math.abs(Number(a) - Number(b)) < 1e-12;
        assert.ok(same, `${column}: ${a}, by hand ${b}`);
      });
    } finally {
      db.close();
    }
  });
}

Deno.test("statisticsSql() gives null, never NaN, of nothing", async () => {
  const db = await openDuckdb();
  try {
    for (const population of ["succeeded", "all", "llmperf"] as const) {
      const { rows: [got] } = await db.query(
        `SELECT ${statisticsSql(metric("ttft_s"), population)} FROM ${rows} WHERE phase = 'warmup'`,
      );
      assert.deepEqual(order.map((name) => got[name]), [0, 0, 0, ...Array(8).fill(null)]);
    }
  } finally {
    db.close();
  }
});
