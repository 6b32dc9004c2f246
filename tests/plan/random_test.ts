import assert from "node:assert/strict";
import { entropy, seeded } from "../../benchmarks/plan/random.ts";

const draw = (seed: number | string, n: number) => {
  const random = seeded(seed);
  return Array.from({ length: n }, () => random.next());
};

Deno.test("seeded() repeats itself for a seed, and for that seed as text", () => {
  assert.deepEqual(draw(7, 20), draw(7, 20));
  assert.deepEqual(draw(7, 20), draw("7", 20));
});

Deno.test("seeded() gives near seeds streams that share no number", () => {
  const seen = new Set([...draw(1, 500), ...draw(2, 500), ...draw(3, 500)]);
  assert.ok(seen.size >= 1499);
});

Deno.test("next() is uniform: chi-square of 16 bins under its 99.99% quantile", () => {
  const bins = new Array(16).fill(0);
  for (const x of draw("uniform", 16_000)) {
    assert.ok(x >= 0 && x < 1);
    bins[Math.floor(x * 16)]++;
  }
  const chi2 = bins.reduce((sum, seen) => sum + (seen - 1000) ** 2 / 1000, 0);
  // 15 degrees of freedom: P(chi2 > 44.26) = 0.0001 (tables).
  assert.ok(chi2 < 44.26, `chi-square ${chi2}`);
});

Deno.test("normal() has mean 0, variance 1 and 68.27% within one", () => {
  const random = seeded("normal");
  const n = 20_000;
  const xs = Array.from({ length: n }, () => random.normal());
  const mean = xs.reduce((a, b) => a + b) / n;
  const variance = xs.reduce((a, x) => a + (x - mean) ** 2, 0) / (n - 1);
  // Four standard errors: 1/sqrt(n), sqrt(2/n), sqrt(0.6827 x 0.3173/n).
  assert.ok(Math.abs(mean) < 0.0283, `mean ${mean}`);
  assert.ok(Math.abs(variance - 1) < 0.04, `variance ${variance}`);
  const within = xs.filter((x) => Math.abs(x) < 1).length / n;
  assert.ok(Math.abs(within - 0.6827) < 0.0132, `within ${within}`);
});

Deno.test("int() reaches every value below n and no other", () => {
  const random = seeded(3);
  const seen = new Set(Array.from({ length: 300 }, () => random.int(5)));
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4]);
});

Deno.test("shuffle() copies, keeps every element, and makes all orders of three alike", () => {
  const random = seeded("shuffle");
  const original = [1, 2, 3];
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = random.shuffle(original);
    assert.deepEqual([...order].sort(), [1, 2, 3]);
    counts.set(order.join(""), (counts.get(order.join("")) ?? 0) + 1);
  }
  assert.deepEqual(original, [1, 2, 3]);
  assert.equal(counts.size, 6);
  // Four standard deviations of a binomial of 6000 and 1/6: 115.
  for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 115, `${count}`);
});

Deno.test("entropy() is hexadecimal and does not repeat", () => {
  const all = Array.from({ length: 50 }, entropy);
  for (const text of all) assert.match(text, /^[0-9a-f]{6,}$/);
  assert.ok(new Set(all).size > 45);
});
