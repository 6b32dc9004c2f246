import assert from "node:assert/strict";
import { type Clock, sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { clockJumpLimitMs, unhealthy, watchHealth } from "../../benchmarks/wire/health/health.ts";

Deno.test("watchHealth() sees the wall clock jump, forwards and back", async () => {
  for (const jumpMs of [2000, -2000]) {
    const real = startClock();
    let drift = 0;
    const clock: Clock = { ...real, driftMs: () => drift };
    const watched = watchHealth(clock);
    await sleep(150);
    assert.equal(watched.health().max_clock_jump_ms, 0);
    drift = jumpMs; // as if somebody had set it
    await sleep(150);
    watched.stop();
    assert.equal(watched.health().max_clock_jump_ms, 2000);
    assert.match(unhealthy(watched.health())!, /clock of this machine jumped by 2000 ms/);
  }
});

Deno.test("watchHealth() lets a clock be steered, however far in the end", async () => {
  const real = startClock();
  let drift = 0;
  const steering = setInterval(() => drift += 5, 20);
  const watched = watchHealth({ ...real, driftMs: () => drift });
  await sleep(500);
  watched.stop();
  clearInterval(steering);
  assert.ok(drift > clockJumpLimitMs);
  assert.equal(unhealthy({ ...watched.health(), max_loop_lag_ms: 0 }), null);
});

Deno.test("watchHealth() sees the event loop stand still", async () => {
  const clock = startClock();
  const watched = watchHealth(clock);
  await sleep(120);
  const until = performance.now() + 2300;
  while (performance.now() < until); // busy
  await sleep(50);
  watched.stop();
  assert.ok(watched.health().max_loop_lag_ms > 2000, `${watched.health().max_loop_lag_ms}`);
  assert.match(unhealthy(watched.health())!, /stood still/);
});

Deno.test("unhealthy() adds up short freezes, where they are more than 2 s and a twentieth of the run", () => {
  const health = { max_loop_lag_ms: 900, max_clock_jump_ms: 0 };
  const cases: [sum: number, watched: number, invalid: boolean][] = [
    [1900, 5_000, false], // 2 s in all is what one freeze may take
    [2100, 41_000, true],
    [2100, 43_000, false], // less than a twentieth
    [60_000, 1_000_000, true],
  ];
  for (const [sum_loop_lag_ms, watched_ms, invalid] of cases) {
    const found = unhealthy({ ...health, sum_loop_lag_ms, watched_ms });
    assert.equal(found !== null, invalid, `${sum_loop_lag_ms} of ${watched_ms}`);
    if (invalid) assert.match(found!, /stood still again and again/);
  }
});

Deno.test("watchHealth() adds up freezes of half a second", async () => {
  const watched = watchHealth(startClock());
  for (let i = 0; i < 2; i++) {
    await sleep(120);
    const until = performance.now() + 600;
    while (performance.now() < until); // busy
  }
  await sleep(120);
  watched.stop();
  const { sum_loop_lag_ms, watched_ms, max_loop_lag_ms } = watched.health();
  assert.ok(sum_loop_lag_ms >= 900 && sum_loop_lag_ms < watched_ms, `${sum_loop_lag_ms}`);
  assert.ok(sum_loop_lag_ms > max_loop_lag_ms);
});

Deno.test("watchHealth() counts a freeze, and freezes that add up, against the target they came in", async () => {
  const real = startClock();
  let later = 0;
  const watched = watchHealth({ ...real, now: () => real.now() + later });
  const freeze = (ms: number) => later += ms * 1e6;
  for (let i = 0; i < 4; i++) {
    watched.during("flooding");
    await sleep(20);
    freeze(700); // not seen by a timer before the other's turn begins
    watched.during("good");
    await sleep(20);
  }
  assert.ok(watched.health().sum_loop_lag_ms > 2000, `${watched.health().sum_loop_lag_ms}`);
  assert.equal(watched.ofRun(), null);
  assert.match(watched.ofTarget("flooding")!, /stood still again and again, for 2\d{3} ms of/);
  assert.equal(watched.ofTarget("good"), null);
  assert.equal(watched.ofTarget("constructor"), null);
  watched.during("still");
  await sleep(20);
  freeze(2300);
  watched.during("good");
  watched.stop();
  assert.match(watched.ofTarget("still")!, /stood still for 2\d{3}(\.\d)? ms/);
  assert.deepEqual([watched.ofRun(), watched.ofTarget("good")], [null, null]);
});

Deno.test("startClock() has one anchor: a moment on the wall is the monotonic one, shifted", () => {
  const clock = startClock();
  const [a, b] = [clock.wall(0), clock.wall(1_234_567_000)];
  assert.equal(
    Date.parse(b) - Date.parse(a),
    1234 + (Number(a.slice(20, 26)) % 1000 + 567 >= 1000 ? 1 : 0),
  );
  assert.ok(Math.abs(Date.parse(a) - Date.now()) < 1000);
});
