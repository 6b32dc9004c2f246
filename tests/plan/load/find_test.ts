/** The search, against a queue whose truth is known. */
import assert from "node:assert/strict";
import { shareOf } from "../../../benchmarks/judging/statistics/goodput.ts";
import { arrivalsOf } from "../../../benchmarks/plan/load/arrivals.ts";
import { findLevels, nextLevel } from "../../../benchmarks/plan/load/find_steps.ts";
import { bracket, isSure, type Step } from "../../../benchmarks/shared/load_steps.ts";

const slo = 0.5;

/** A step at a server of 4 seats: service of 0.3 s, constant arrivals; 0.5 s of response are good. */
function stepAt(
  rate: number,
  seed: string,
  arrivals: "constant" | "poisson",
  requests = 400,
): Step {
  const stretch = { from: rate, to: rate, curve: "linear" as const, seconds: Infinity, requests };
  const free = Array<number>(4).fill(0);
  const good: boolean[] = [];
  for (const { atS } of arrivalsOf([stretch], { arrivals, burstiness: 1 }, seed)) {
    const seat = free.indexOf(Math.min(...free));
    free[seat] = Math.max(atS, free[seat]) + 0.3;
    good.push(free[seat] - atS <= slo);
  }
  return { level: rate, ...shareOf(good) };
}

function search(over: { from: number; to: number }, play: (level: number) => Step, whole = false) {
  const load = { [whole ? "concurrency" : "rate"]: over, goodput: 0.95, precision: 0.02 };
  const steps: Step[] = [];
  for (let level = nextLevel(load, steps); level !== null; level = nextLevel(load, steps)) {
    steps.push(play(level));
  }
  assert.ok(steps.length <= findLevels(load).length, `${steps.length} steps`);
  return { steps, ...bracket(load, steps) };
}

Deno.test("a search finds the highest rate of a queue within 5%, and never goes beyond twice of it", () => {
  // Above 4 / 0.3 = 13.33/s the wait grows by (rate / 13.33 - 1) each second, without end.
  const { high, low, steps } = search({ from: 1, to: 1000 }, (r) => stepAt(r, "s", "constant"));
  assert.ok(Math.abs(high!.level / (4 / 0.3) - 1) < 0.05, `${high!.level}`);
  assert.ok(low!.level / high!.level <= 1.02);
  assert.ok(Math.max(...steps.map((s) => s.level)) < 2 * 4 / 0.3 * 1.05);
});

Deno.test("a search of random arrivals is within 5% of the truth in 9 of 10 seeds, or says that it is not sure", () => {
  // The truth of this step: where the mean goodput over many seeds passes 95%.
  const goodput = (rate: number) => {
    const shares = Array.from(
      { length: 40 },
      (_, i) => stepAt(rate, `truth ${i}`, "poisson", 4000).share,
    );
    return shares.reduce((a, b) => a + b) / shares.length;
  };
  let [below, above] = [5, 14];
  for (let i = 0; i < 12; i++) {
    const middle = (below + above) / 2;
    if (goodput(middle) >= 0.95) below = middle;
    else above = middle;
  }
  for (const requests of [400, 4000]) {
    const found = Array.from({ length: 10 }, (_, i) => {
      const play = (rate: number) => stepAt(rate, `${i} ${rate}`, "poisson", requests);
      const { high, low } = search({ from: 1, to: 100 }, play);
      const near = Math.abs(high!.level / below - 1) < 0.05;
      return { near, sure: isSure(high!, 0.95) && isSure(low!, 0.95), level: high!.level };
    });
    const right = found.filter(({ near, sure }) => near || requests === 400 && !sure);
    assert.ok(right.length >= 9, `${requests}, truth ${below}: ${JSON.stringify(found)}`);
  }
});

Deno.test("a search says where the range ends, on either side, and tries whole numbers in flight", () => {
  const limit = (most: number) => (level: number) => ({
    level,
    ...shareOf(Array.from({ length: 100 }, (_, i) => level <= most || i % 2 === 0)),
  });
  const beyond = search({ from: 1, to: 5 }, limit(1000));
  assert.deepEqual([beyond.high!.level, beyond.low], [5, null]);
  const none = search({ from: 4, to: 50 }, limit(2));
  assert.deepEqual([none.high, none.low!.level, none.steps.length], [null, 4, 1]);
  const whole = search({ from: 1, to: 64 }, limit(11), true);
  assert.deepEqual([whole.high!.level, whole.low!.level], [11, 12]);
  assert.ok(whole.steps.every(({ level }) => Number.isInteger(level)));
});
