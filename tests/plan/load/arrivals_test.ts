import assert from "node:assert/strict";
import { arrivalsOf, type Spacing, type Stretch } from "../../../benchmarks/plan/load/arrivals.ts";

const constant: Spacing = { arrivals: "constant", burstiness: 1 };
const poisson: Spacing = { arrivals: "poisson", burstiness: 1 };
const fixed = (rate: number, over: Partial<Stretch> = {}): Stretch => ({
  ...{ from: rate, to: rate, curve: "linear", seconds: Infinity, requests: Infinity },
  ...over,
});
const momentsOf = (...given: Parameters<typeof arrivalsOf>) =>
  arrivalsOf(...given).map((a) => a.atS);
const gapsOf = (at: number[]) => at.slice(1).map((t, i) => t - at[i]);
const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
const variance = (x: number[]) => {
  const middle = mean(x);
  return mean(x.map((v) => (v - middle) ** 2));
};

Deno.test("arrivalsOf() sends at equal gaps from the first moment, and ends at what comes first", () => {
  assert.deepEqual(momentsOf([fixed(4, { requests: 5 })], constant, "s"), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(momentsOf([fixed(4, { seconds: 0.6 })], constant, "s"), [0, 0.25, 0.5]);
  assert.equal(arrivalsOf([fixed(50, { seconds: 60 })], constant, "s").length, 3000);
  assert.equal(arrivalsOf([fixed(50, { seconds: 60, requests: 10 })], constant, "s").length, 10);
  assert.throws(() => arrivalsOf([fixed(1)], constant, "s"), /needs an end/);
});

Deno.test("arrivalsOf() gives a Poisson process: as many as chance in every window", () => {
  const at = momentsOf([fixed(200, { seconds: 600 })], poisson, "seed 1");
  for (const windowS of [0.05, 0.5, 2]) {
    const counts = Array<number>(Math.floor(600 / windowS)).fill(0);
    for (const t of at) if (t < counts.length * windowS) counts[Math.floor(t / windowS)]++;
    const dispersion = variance(counts) / mean(counts);
    // The index of dispersion of n counts has standard error sqrt(2 / n); five of them.
    assert.ok(
      Math.abs(dispersion - 1) < 5 * Math.sqrt(2 / counts.length),
      `${windowS}: ${dispersion}`,
    );
  }
  // 120,000 expected, standard deviation 346.
  assert.ok(Math.abs(at.length - 120_000) < 5 * 346, `${at.length}`);
  assert.deepEqual(at, momentsOf([fixed(200, { seconds: 600 })], poisson, "seed 1"));
  assert.notEqual(at[0], momentsOf([fixed(200, { seconds: 600 })], poisson, "seed 2")[0]);
});

Deno.test("arrivalsOf() gives gamma gaps of the mean 1/rate and the variance 1/(burstiness rate²)", () => {
  for (const burstiness of [0.25, 1, 4]) {
    const at = momentsOf(
      [fixed(10, { requests: 100_001 })],
      { arrivals: "gamma", burstiness },
      "g",
    );
    const gaps = gapsOf(at);
    assert.ok(Math.abs(mean(gaps) / 0.1 - 1) < 0.03, `${burstiness}: ${mean(gaps)}`);
    const shape = mean(gaps) ** 2 / variance(gaps);
    assert.ok(Math.abs(shape / burstiness - 1) < 0.05, `${burstiness}: ${shape}`);
  }
});

Deno.test("arrivalsOf() follows a ramp over time: the counts are the integral of the rate", () => {
  // Linear from 0 to 20/s in 10 s: 100 arrivals, a quarter of them in the first half; the k-th at sqrt(k).
  const linear = arrivalsOf([{ ...fixed(0), to: 20, seconds: 10 }], constant, "s");
  assert.equal(linear.length, 100);
  for (const [k, { atS, rate }] of linear.entries()) {
    assert.ok(
      Math.abs(atS - Math.sqrt(k)) < 1e-9 && Math.abs(rate - 2 * atS) < 1e-9,
      `${k}: ${atS}`,
    );
  }
  // Exponential from 1 to 16/s in 8 s: the integral up to t is (2^(t/2) - 1) 2 / ln 2.
  const curve = { ...fixed(1), to: 16, curve: "exponential" as const, seconds: 8 };
  const exponential = momentsOf([curve], constant, "s");
  assert.equal(exponential.length, Math.ceil(15 * 2 / Math.LN2));
  for (const [k, t] of exponential.entries()) {
    assert.ok(Math.abs((2 ** (t / 2) - 1) * 2 / Math.LN2 - k) < 1e-9, `${k}: ${t}`);
  }
  // Downwards, and a stretch after it begins where it ended.
  const down = momentsOf(
    [{ ...fixed(10), to: 1, seconds: 2 }, fixed(2, { requests: 3 })],
    constant,
    "s",
  );
  assert.equal(down.filter((t) => t < 2).length, 11);
  assert.deepEqual(down.slice(-3), [2, 2.5, 3]);
});
