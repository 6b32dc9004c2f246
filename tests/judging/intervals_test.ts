/** From batches to the interval of one quantile, beyond the fixed cases. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { batches } from "../../benchmarks/judging/statistics/batches.ts";
import { binomialRanks } from "../../benchmarks/judging/statistics/binomial.ts";
import { estimate, intervalOf, sampleOf } from "../../benchmarks/judging/estimate.ts";
import {
  leastBlocks,
  leastEffectiveN,
  minAttempts,
  minBlocks,
} from "../../benchmarks/judging/floors.ts";
import { quantile } from "../../benchmarks/shared/quantile.ts";
import { wilson } from "../../benchmarks/shared/wilson.ts";

/** P(Bin(m, p) <= k) from whole binomial coefficients: p is `share` of 100, all in integers until the end. */
function cdf(k: number, m: number, share: number): number {
  let ways = 1n, sum = 0n;
  for (let i = 0; i <= k; i++) {
    sum += ways * BigInt(share) ** BigInt(i) * BigInt(100 - share) ** BigInt(m - i);
    ways = (ways * BigInt(m - i)) / BigInt(i + 1);
  }
  return Number((sum * 10n ** 18n) / 100n ** BigInt(m)) / 1e18;
}

Deno.test("binomialRanks() are the tightest that whole-number arithmetic allows", () => {
  for (const share of [10, 50, 90, 95, 99]) {
    for (const m of [6, 13, 36, 71, 150, 368, 401]) {
      for (const alpha of [0.05, 0.05 / 66]) {
        let r = 0;
        while (cdf(r, m, share) <= alpha / 2) r++; // P(Bin < r + 1)
        let s = m + 1;
        while (1 - cdf(s - 2, m, share) <= alpha / 2) s--;
        const expected = r >= 1 && s <= m ? [r, s] : null;
        assert.deepEqual(binomialRanks(m, share / 100, alpha), expected, `${m} ${share} ${alpha}`);
      }
    }
  }
});

Deno.test("binomialRanks() of many values follow the normal approximation, and of none are none", () => {
  // 1 million: 500,000 -+ 1.95996 x 500 = 499,020.0 and 500,980.0; exact ranks lie within 2 of it.
  const [r, s] = binomialRanks(1_000_000, 0.5)!;
  assert.ok(Math.abs(r - 499_020) <= 2 && Math.abs(s - 500_980) <= 2, `${r}, ${s}`);
  assert.equal(binomialRanks(0, 0.5), null);
  // P(Bin(5, 0.5) < 1) is 1/32, exactly half of 1/16.
  assert.deepEqual(binomialRanks(5, 0.5, 1 / 16), [1, 5]);
});

Deno.test("floors are the least n at which both ranks exist", () => {
  for (const [p, n] of [[0.5, 6], [0.9, 36], [0.95, 72], [0.99, 368], [0.25, 13]]) {
    assert.equal(leastEffectiveN(p), n, `P${100 * p}`);
    assert.ok(binomialRanks(n, p) && !binomialRanks(n - 1, p), `P${100 * p}`);
  }
  assert.deepEqual([0.5, 0.75, 0.9, 0.95, 0.99, 0.01].map(leastBlocks), [10, 20, 20, 20, 40, 40]);
  assert.deepEqual([minAttempts, minBlocks], [50, 10]);
});

Deno.test("wilson() of nothing, of none and of all stays within 0 and 1", () => {
  assert.deepEqual(wilson(0, 0), [0, 1]);
  assert.equal(wilson(0, 7)[0], 0);
  assert.equal(wilson(7, 7)[1], 1);
});

Deno.test("quantile() is linear, and fails beside a failure", () => {
  // By hand: ranks from 0 at (n - 1) p.
  const table: [number[], number, number, number][] = [
    [[1, 2, 3], 0.95, Infinity, 2.9],
    [[5], 0.99, Infinity, 5],
    [[1, 2, 3, Infinity], 0.5, Infinity, 2.5],
    [[1, 2, 3, Infinity], 0.75, Infinity, Infinity], // at 2.25, between 3 and a failure
    [[1, 2, 3, Infinity], 2 / 3, Infinity, 3], // on 3 itself
    [[Infinity, Infinity], 0.5, Infinity, Infinity],
    [[0, 10, 20, 30], 0.25, 0, 0],
    [[0, 10, 20, 30], 0.25, Infinity, 7.5], // a zero that is no failure
  ];
  for (const [sorted, p, failure, expected] of table) {
    assert.equal(quantile(Float64Array.from(sorted), p, failure), expected, `${sorted} at ${p}`);
  }
  assert.throws(() => quantile(new Float64Array(0), 0.5), /no values/);
});

Deno.test("batches() keep waves whole, run in order and are as equal as waves allow", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 12 }), (n, wave) => {
      const { of, timeBlocks } = batches({ attempts: n, wave });
      const count = of[n - 1] + 1;
      const wanted = Math.min(Math.ceil(n / wave), Math.max(10, Math.min(30, Math.floor(n / 25))));
      assert.equal(count, wanted);
      assert.equal(timeBlocks, false);
      const waves = new Int32Array(count);
      of.forEach((batch, i) => {
        if (i % wave === 0) waves[batch]++;
        if (i > 0) {
          assert.ok(batch - of[i - 1] === 0 || (batch - of[i - 1] === 1 && i % wave === 0));
        }
      });
      assert.ok(Math.max(...waves) - Math.min(...waves) <= 1);
    }),
  );
});

Deno.test("batches() are the time blocks from ten on", () => {
  const blocks = (count: number) => Array.from({ length: 100 }, (_, i) => (i % count) + 3);
  const ten = batches({ attempts: 100, blocks: blocks(10) });
  assert.deepEqual([[...ten.of], ten.timeBlocks], [blocks(10), true]);
  assert.equal(batches({ attempts: 100, blocks: blocks(9) }).timeBlocks, false);
});

Deno.test("estimate() needs 50 attempts, values and numbers", () => {
  const rise = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
  const of = (n: number, attempts = n) =>
    estimate(sampleOf(rise(n), rise(n).map((i) => i % 10), { attempts }), 0.5)!;
  assert.equal(of(49).interval, null);
  assert.notEqual(of(50).interval, null);
  assert.notEqual(of(49, 50).interval, null);
  assert.equal(estimate(sampleOf([], []), 0.5), null);
  assert.throws(() => sampleOf([1, NaN], [0, 1]), /NaN/);
  assert.throws(() => sampleOf([1, 2], [0]), /2 values with 1 batches/);
  // One batch says nothing about how requests depend on each other.
  assert.equal(estimate(sampleOf(rise(60), rise(60).map(() => 4)), 0.5)!.interval, null);
});

Deno.test("estimate() of batches that are wholly apart is worth little", () => {
  // By hand: ten batches of ten, five all 1 and five all 2: q 1.5, hits 10 or 0 of 10 where 5 are due, so
  // v = 10/9 x 10 x 25 / 100^2 = 0.0277778, and m = floor(0.25 / v x (1.959964 / 2.262157)^2) = floor(6.756).
  const batch = Array.from({ length: 100 }, (_, i) => Math.floor(i / 10));
  const found = estimate(sampleOf(batch.map((j) => 1 + (j % 2)), batch), 0.5)!;
  assert.deepEqual([found.q, found.b, found.m], [1.5, 10, 6]);
  assert.ok(Math.abs(found.v - 0.0277778) < 1e-6);
  assert.deepEqual(found.interval, [1, 2]);
});

Deno.test("an interval holds its quantile, and widens with the level", () => {
  const run = fc.record({
    values: fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(Infinity)), {
      minLength: 50,
      maxLength: 600,
    }),
    p: fc.constantFrom(0.25, 0.5, 0.9, 0.95, 0.99),
    wave: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(fc.property(run, ({ values, p, wave }) => {
    const sample = sampleOf(values, batches({ attempts: values.length, wave }).of);
    const found = estimate(sample, p)!;
    if (!found.interval) return;
    const [low, high] = found.interval;
    assert.ok(low <= found.q && found.q <= high, `${low} ${found.q} ${high}`);
    const wider = intervalOf(sample, found, 0.001);
    if (wider) assert.ok(wider[0] <= low && wider[1] >= high);
  }));
});
