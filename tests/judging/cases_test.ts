/** The fixed cases of an independent implementation (see tests/fixtures/judging/SOURCE.md), to six digits. */
import assert from "node:assert/strict";
import { batches } from "../../benchmarks/judging/statistics/batches.ts";
import { binomialRanks } from "../../benchmarks/judging/statistics/binomial.ts";
import { compare, judge, requestsNeeded, verdict } from "../../benchmarks/judging/compare.ts";
import { tQuantile975 } from "../../benchmarks/judging/statistics/distributions.ts";
import { estimate, sampleOf } from "../../benchmarks/judging/estimate.ts";
import { plannedN } from "../../benchmarks/judging/plan.ts";
import { rank } from "../../benchmarks/judging/ranks.ts";
import { wilson } from "../../benchmarks/shared/wilson.ts";
import { assertSixDigits } from "../support/six_digits.ts";

type Value = number | "inf";
interface Run {
  values: Value[];
  batch: number[];
}
const cases = JSON.parse(await Deno.readTextFile("tests/fixtures/judging/cases.json"));
const levels = { P50: 0.5, P90: 0.9, P95: 0.95, P99: 0.99 };
const sample = (run: Run) => sampleOf(run.values.map((v) => v === "inf" ? Infinity : v), run.batch);

Deno.test("tQuantile975() gives the fixed cases", () => {
  const rows = Object.entries(cases.t_quantile_975);
  assert.equal(rows.length, 6);
  for (const [df, t] of rows) assertSixDigits(tQuantile975(Number(df)), t, `${df} degrees`);
});

Deno.test("binomialRanks() gives the fixed cases", () => {
  assert.equal(cases.binomial_ranks.length, 15);
  for (const { m, p, alpha, ranks } of cases.binomial_ranks) {
    assert.deepEqual(binomialRanks(m, p, alpha), ranks, `m ${m}, p ${p}, alpha ${alpha}`);
  }
});

Deno.test("wilson() gives the fixed cases", () => {
  assert.equal(cases.wilson.length, 5);
  for (const { k, n, interval } of cases.wilson) {
    assertSixDigits(wilson(k, n), interval, `${k} of ${n}`);
  }
});

Deno.test("plannedN() gives the fixed cases", () => {
  assert.equal(cases.planned_n.length, 4);
  for (const { delta, n, ...assumed } of cases.planned_n) {
    assert.equal(plannedN(delta, assumed), n, JSON.stringify(assumed));
  }
});

Deno.test("estimate() gives the fixed cases", async (t) => {
  assert.equal(cases.one_run.length, 8);
  for (const run of cases.one_run) {
    await t.step(run.case, () => {
      for (const [name, wanted] of Object.entries<Record<string, unknown>>(run.expect)) {
        const found = estimate(sample(run), levels[name as keyof typeof levels])!;
        for (const [key, value] of Object.entries(wanted)) {
          assertSixDigits(found[key as keyof typeof found], value, `${name} ${key}`);
        }
      }
    });
  }
});

Deno.test("batches() cuts the runs as the fixed cases are cut", () => {
  const [alone, waves, many, blocks] = cases.one_run.map((run: Run) => run.batch);
  assert.deepEqual([...batches({ attempts: 150 }).of], alone);
  assert.deepEqual([...batches({ attempts: 150, wave: 5 }).of], waves);
  assert.deepEqual([...batches({ attempts: 600, wave: 5 }).of], many);
  assert.deepEqual([...batches({ attempts: 500, wave: 5, blocks }).of], blocks);
  const { of } = batches({ attempts: 150 });
  const succeeded = [...of].filter((_, i) => i % 29 !== 3);
  assert.deepEqual(succeeded, cases.one_run[6].batch);
});

Deno.test("compare() gives the fixed cases", async (t) => {
  assert.equal(cases.two_runs.length, 3);
  for (const { case: name, a, b, paired, expect } of cases.two_runs) {
    await t.step(name, () => {
      const [one, other] = [a, b].map((run) => judge(sample(run), 0.5)!);
      const found = compare(one, other, paired)!;
      assertSixDigits(found.ratio, expect.ratio_of_medians_b_over_a, "ratio");
      assertSixDigits([found.low, found.high], expect.interval, "interval");
      assertSixDigits(found.rho, expect.rho, "rho");
      assert.equal(verdict(found, "lower"), expect.verdict_latency);
      assert.equal(requestsNeeded(a.values.length, found, 0.1), expect.n_for_10_percent);
    });
  }
});

Deno.test("rank() gives the fixed cases", () => {
  assert.equal(cases.many_runs.length, 1);
  const [{ systems, expect }] = cases.many_runs;
  const found = rank(systems.map((run: Run) => judge(sample(run), 0.5)!), "lower");
  assert.deepEqual(found.intervals, expect.rank_intervals);
  assert.deepEqual(found.tiers, expect.tiers);
});
