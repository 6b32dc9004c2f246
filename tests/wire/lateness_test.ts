import assert from "node:assert/strict";
import process from "node:process";
import { watchGarbage } from "../../benchmarks/wire/health/garbage.ts";
import { Lateness } from "../../benchmarks/wire/health/lateness.ts";

const everyMs = 20;

/** Pauses, one after the other, each after `calm` looks that are in time. */
function watched(pauses: number[], calm: number): Lateness {
  const lateness = new Lateness();
  for (const lag of pauses) {
    for (let i = 0; i < calm; i++) lateness.add(0, everyMs);
    lateness.add(lag, everyMs + lag);
  }
  return lateness;
}

Deno.test("Lateness says what a moment would have waited, not what a timer did", () => {
  const cases: [why: string, lateness: Lateness, p: number, ms: number][] = [
    ["nothing watched", new Lateness(), 0.95, 0],
    ["all in time", watched([0, 0], 50), 0.99, 0],
    // 10 s, of which one pause took the last 1: at P95 a moment is in its first half second.
    ["one pause of 1 s", watched([1000], 449), 0.95, 500],
    ["the same, at P99", watched([1000], 449), 0.99, 900],
    ["and in the median", watched([1000], 449), 0.5, 0],
    // 80 of every 100 ms: 4 moments in 5 wait, evenly up to 80; 1 in 20 waits longer than 75.
    ["held again and again", watched(Array(100).fill(80), 0), 0.95, 75],
    ["half of them", watched(Array(100).fill(80), 0), 0.5, 30],
  ];
  for (const [why, lateness, p, ms] of cases) {
    assert.ok(
      Math.abs(lateness.quantile(p) - ms) <= 0.05 * ms + 0.01,
      `${why}: ${lateness.quantile(p)}`,
    );
  }
});

Deno.test("watchGarbage() counts pauses in milliseconds", () => {
  const garbage = watchGarbage();
  const [began, used] = [performance.now(), process.cpuUsage()];
  let kept: { i: number }[] = [];
  for (let i = 0; garbage.look().gc_pauses < 5; i++) {
    // What is kept has to be moved: collecting takes a good part of the time.
    for (let j = 0; j < 100_000; j++) kept.push({ i: j });
    if (i % 10 === 9) kept = [];
  }
  const took = performance.now() - began;
  const { gc_pauses, sum_gc_ms, max_gc_ms } = garbage.stop();
  assert.ok(gc_pauses >= 5);
  // A machine that stood still meanwhile adds to neither.
  const { user, system } = process.cpuUsage(used);
  const cpu = (user + system) / 1000;
  assert.ok(sum_gc_ms <= took && sum_gc_ms > cpu / 100, `${sum_gc_ms} of ${took} ms, ${cpu} used`);
  assert.ok(max_gc_ms <= sum_gc_ms && max_gc_ms >= sum_gc_ms / gc_pauses);
});
