/** The simulated data are what their names say: moments of many scores. */
import assert from "node:assert/strict";
import {
  autoregressive,
  independent,
  latencies,
  timeBlocks,
  waves,
} from "../../benchmarks/coverage/models.ts";
import { seeded } from "../../benchmarks/plan/random.ts";

const n = 100_000;
const cases = [
  { model: independent, lags: [[1, 0], [4, 0]] },
  { model: autoregressive(0.67), lags: [[1, 0.67], [2, 0.4489], [20, 0]] },
  // Four of five neighbours share their wave, and no request the wave of the fifth after it.
  { model: waves(5, 0.6), lags: [[1, 0.48], [4, 0.12], [5, 0]] },
  { model: timeBlocks(1000, 0.5), lags: [[1, 0.495], [50, 0.25], [100, 0]] },
];
for (const { model, lags } of cases) {
  Deno.test(`scores of ${model.name} are standard normal and correlate as they say`, () => {
    const z = model.scores(n, seeded(7));
    const mean = (f: (i: number) => number, count = n) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += f(i);
      return sum / count;
    };
    assert.ok(Math.abs(mean((i) => z[i])) < 0.06);
    assert.ok(Math.abs(mean((i) => z[i] ** 2) - 1) < 0.06);
    // Of a normal variable 5% lie above 1.645.
    assert.ok(Math.abs(mean((i) => z[i] > 1.645 ? 1 : 0) - 0.05) < 0.006);
    for (const [lag, expected] of lags) {
      const found = mean((i) => z[i] * z[i + lag], n - lag);
      assert.ok(Math.abs(found - expected) < 0.06, `lag ${lag}: ${found}, not ${expected}`);
    }
  });
}

Deno.test("systems of a leaderboard share the blocks that were drawn for them", () => {
  const model = timeBlocks(10, 1);
  const random = seeded(1);
  const shared = model.shared!(random);
  const scores = model.scores(100, random, shared);
  assert.deepEqual([...scores], Array.from({ length: 100 }, (_, i) => shared[Math.floor(i / 10)]));
});

Deno.test("latencies() are lognormal around their median", () => {
  const [low, middle, high] = latencies(Float64Array.of(-1, 0, 1), 2);
  assert.equal(middle, 2);
  assert.ok(Math.abs(high - 2 * 1.2840254) < 1e-6 && Math.abs(low - 2 / 1.2840254) < 1e-6);
});
