/** Ratios, verdicts, ranks and what a plan can find, beyond the fixed cases. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compare,
  judge,
  requestsNeeded,
  type Verdict,
  verdict,
} from "../../benchmarks/judging/compare.ts";
import { sampleOf } from "../../benchmarks/judging/estimate.ts";
import { comparePair, type Side } from "../../benchmarks/judging/pair.ts";
import { detectable, plannedN } from "../../benchmarks/judging/plan.ts";
import { pairAlpha, rank, sensitive } from "../../benchmarks/judging/ranks.ts";
import { type Arm, moverRatio, sharedRise } from "../../benchmarks/judging/ratio.ts";
import { probabilityFaster } from "../../benchmarks/judging/superiority.ts";

const near = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 1e-9 * Math.abs(expected), `${found}, not ${expected}`);

Deno.test("moverRatio() as worked by hand", () => {
  // Distances of the logs: ln 2 up and down for a, ln 2 for b: sqrt(2) ln 2 each way, so 2^sqrt(2).
  const a = { q: 2, low: 1, high: 4 };
  const b = { q: 6, low: 3, high: 12 };
  const apart = moverRatio(a, b);
  near(apart.ratio, 3);
  near(apart.low, 3 / 2 ** Math.SQRT2);
  near(apart.high, 3 * 2 ** Math.SQRT2);
  // Half of the variance is shared: sqrt(1 + 1 - 2 x 0.5) = 1.
  const together = moverRatio(a, b, 0.5);
  near(together.low, 1.5);
  near(together.high, 6);
});

Deno.test("moverRatio() of failures says what their ends say", () => {
  const sure = { q: 2, low: 1, high: 4 };
  const open = { q: 6, low: 3, high: Infinity };
  assert.deepEqual(moverRatio(sure, open).high, Infinity);
  near(moverRatio(sure, open, 0.9).low, moverRatio(sure, { ...open, high: 7 }, 0.9).low);
  const fails = { q: Infinity, low: 8, high: Infinity };
  assert.deepEqual(moverRatio(sure, fails), { ratio: Infinity, low: 2, high: Infinity });
  assert.deepEqual(moverRatio(fails, sure), { ratio: 0, low: 0, high: 0.5 });
  const never = { q: Infinity, low: Infinity, high: Infinity };
  assert.deepEqual(moverRatio(never, never), { ratio: NaN, low: 0, high: Infinity });
  const zero = { q: 0, low: 0, high: 0 };
  assert.deepEqual(moverRatio(zero, zero), { ratio: NaN, low: 0, high: Infinity });
  assert.deepEqual(moverRatio(sure, zero), { ratio: 0, low: 0, high: 0 });
});

const arm = fc.tuple(
  fc.double({ min: 0.01, max: 100, noNaN: true }),
  fc.double({ min: 1, max: 3, noNaN: true }),
  fc.double({ min: 1, max: 3, noNaN: true }),
).map(([q, down, up]): Arm => ({ q, low: q / down, high: q * up }));

Deno.test("moverRatio() turned round is its inverse", () => {
  fc.assert(fc.property(arm, arm, fc.double({ min: 0, max: 0.99, noNaN: true }), (a, b, rho) => {
    const [there, back] = [moverRatio(a, b, rho), moverRatio(b, a, rho)];
    near(there.low, 1 / back.high);
    near(there.high, 1 / back.low);
  }));
});

Deno.test("sharedRise() is a correlation less its chance size, never below 0", () => {
  const rise = Float64Array.of(1, -1, 2, -2);
  assert.equal(sharedRise(rise, rise, 4), 0.5); // 1 - 1 / sqrt(4)
  assert.equal(sharedRise(rise, rise.map((x) => -x), 4), 0);
  assert.equal(sharedRise(rise, new Float64Array(4), 4), 0);
});

Deno.test("verdict() asks first whether it matters", () => {
  const table: [low: number, high: number, latency: Verdict, rate: Verdict][] = [
    [0.97, 1.03, "equal", "equal"],
    [1.01, 1.04, "equal", "equal"], // surely slower, and it does not matter
    [1.01, 1.06, "slower", "faster"],
    [0.94, 0.99, "faster", "slower"],
    [0.94, 1.01, "unknown", "unknown"],
    [1, 1.2, "unknown", "unknown"], // 1 is not left out
    [0, Infinity, "unknown", "unknown"],
    [2, Infinity, "slower", "faster"],
  ];
  for (const [low, high, latency, rate] of table) {
    assert.equal(verdict({ ratio: 1, low, high }, "lower"), latency, `${low} to ${high}`);
    assert.equal(verdict({ ratio: 1, low, high }, "higher"), rate, `${low} to ${high}`);
  }
  assert.equal(verdict(null, "lower"), "unknown");
});

Deno.test("requestsNeeded() follows the square of the half-width", () => {
  // By hand: h = ln 1.21 / 2 = ln 1.1, so n x 1.6541^2 = 2.73605 n for 10%.
  const ratio = { ratio: 1, low: 1 / 1.1, high: 1.1 };
  assert.equal(requestsNeeded(100, ratio, 0.1), 274);
  assert.equal(requestsNeeded(10, ratio, 0.1), 28); // blocks
  assert.equal(requestsNeeded(100, { ...ratio, high: Infinity }, 0.1), null);
});

Deno.test("detectable() is the difference that plannedN() requests find", () => {
  const assumed = { sigma: 0.25, tau: 2.6, p: 0.95 as const };
  const n = plannedN(0.1, assumed);
  assert.ok(detectable(n, assumed) <= 0.1 && detectable(n - 1, assumed) > 0.1);
});

/** `n` values around `middle`, one to ten batches in turn: independent and tight. */
const system = (middle: number, n = 100) => {
  const index = Array.from({ length: n }, (_, i) => i);
  return judge(sampleOf(index.map((i) => middle * (1 + i / 1000)), index.map((i) => i % 10)), 0.5)!;
};

Deno.test("rank() gives each system the ranks the data allow", () => {
  const systems = [system(3), system(1), system(2), system(1.0001)];
  const rates = rank(systems, "higher");
  assert.deepEqual(rates.intervals, [[1, 1], [3, 4], [2, 2], [3, 4]]);
  assert.deepEqual(rates.tiers, [1, 3, 2, 3]);
  const latencies = rank(systems, "lower");
  assert.deepEqual(latencies.intervals, [[4, 4], [1, 2], [3, 3], [1, 2]]);
  assert.deepEqual(latencies.tiers, [3, 1, 2, 1]);
  const [ahead, back] = [latencies.pairs[1][2]!, latencies.pairs[2][1]!];
  assert.ok(ahead.low > 1.9 && ahead.high < 2.1);
  near(ahead.low * back.high, 1);
});

Deno.test("rank() compares nothing with a system whose n is too small", () => {
  const { intervals, pairs } = rank([system(1), system(5, 40), system(2)], "lower");
  assert.deepEqual(intervals, [[1, 2], [1, 3], [2, 3]]);
  assert.equal(pairs[0][1], null);
  assert.deepEqual(rank([system(1)], "lower").intervals, [[1, 1]]);
  assert.deepEqual(rank([], "lower").tiers, []);
  near(pairAlpha(12), 0.05 / 66);
});

Deno.test("compare() pairs only turns in the same ten or more blocks", () => {
  const index = Array.from({ length: 400 }, (_, i) => i);
  const wave = (block: number) => 1 + Math.sin(block);
  const of = (blocks: number, scale: number) =>
    judge(
      sampleOf(
        index.map((i) => scale * (10 + wave(i % blocks) + (i % 7) / 7)),
        index.map((i) => i % blocks),
      ),
      0.5,
    )!;
  assert.ok(compare(of(10, 1), of(10, 2), true)!.rho > 0.3);
  assert.equal(compare(of(10, 1), of(10, 2), false)!.rho, 0);
  assert.equal(compare(of(9, 1), of(9, 2), true)!.rho, 0);
});

Deno.test("sensitive() names neighbours that the other definition turns round", () => {
  // By the other definition 0 has a rate of 1, 1 of 2, 2 of 2: printed 0, 1, 2 it contradicts 0 above 1 only.
  const { pairs } = rank([system(1), system(2), system(2)], "higher");
  const found = sensitive([0, 1, 2], pairs, "higher");
  assert.deepEqual(found.map(({ above, below }) => [above, below]), [[0, 1]]);
  assert.ok(found[0].other.low > 1);
  assert.deepEqual(sensitive([1, 0, 2], pairs, "higher").length, 1); // 0 above 2
  assert.deepEqual(sensitive([2, 1, 0], pairs, "higher"), []);
});

Deno.test("probabilityFaster() counts pairs, ties half", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Infinity));
  const list = fc.array(value, { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(list, list, (a, b) => {
    const wins = a.flatMap((x) => b.map((y) => x === y ? 0.5 : x < y ? 1 : 0));
    const expected = wins.reduce((s: number, w) => s + w, 0) / wins.length;
    const sorted = [a, b].map((l) => Float64Array.from(l).sort());
    assert.ok(Math.abs(probabilityFaster(sorted[0], sorted[1], "lower") - expected) < 1e-12);
    assert.ok(Math.abs(probabilityFaster(sorted[0], sorted[1], "higher") - (1 - expected)) < 1e-12);
  }));
  assert.ok(Number.isNaN(probabilityFaster(new Float64Array(0), Float64Array.of(1), "lower")));
});

Deno.test("sharedRise() counts a block that one of two lacks alike in the middle of a run and at its end", () => {
  // By hand: 2 / sqrt(10 x 2), less 1 / sqrt(100).
  const a = Float64Array.of(1, -1, 2, -2);
  for (const b of [Float64Array.of(1, -1), Float64Array.of(1, -1, 0, 0)]) {
    near(sharedRise(a, b, 100), 2 / Math.sqrt(20) - 0.1);
    near(sharedRise(b, a, 100), 2 / Math.sqrt(20) - 0.1);
  }
});

Deno.test("compare() says nothing of values below 0", () => {
  const around = (middle: number) =>
    judge(sampleOf(Array.from({ length: 100 }, (_, i) => middle + (i % 7) / 100), batch), 0.5)!;
  const batch = Array.from({ length: 100 }, (_, i) => i % 10);
  assert.equal(compare(around(1), around(-1)), null);
  assert.equal(compare(around(-2), around(-1)), null);
  assert.ok(compare(around(1), around(2))!.low > 1);
});

Deno.test("comparePair() calls interleaved only what shared ten blocks", () => {
  // Twenty blocks of ten; the one has values in the first half, the other from `from` on.
  const side = (first: number, last: number): Side => {
    const block = Array.from({ length: 200 }, (_, i) => Math.floor(i / 10))
      .filter((b) => b >= first && b <= last);
    const values = block.map((_, i) => 1 + (i % 7) / 100);
    return { run_id: "r", timeBlocks: true, judged: judge(sampleOf(values, block), 0.5) };
  };
  const at = (from: number) => comparePair(side(0, 11), side(from, 19), "lower").interleaved;
  assert.deepEqual([at(0), at(2), at(3), at(8)], [true, true, false, false]);
});
