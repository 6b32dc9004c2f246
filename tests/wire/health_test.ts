import assert from "node:assert/strict";
import { type Clock, sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { clockJumpLimitMs, unhealthy, watchHealth } from "../../benchmarks/wire/health.ts";

Deno.test("watchHealth() sees the wall clock jump, forwards and back", async () => {
  for (const jumpMs of [2000, -2000]) {
    const real = startClock();
    let drift = 0;
    const clock: Clock = { ...real, driftMs: () => drift };
    const watched = watchHealth(clock);
    await sleep(150);
    assert.equal(watched.health.max_clock_jump_ms, 0);
    drift = jumpMs; // as if somebody had set it
    await sleep(150);
    watched.stop();
    assert.equal(watched.health.max_clock_jump_ms, 2000);
    assert.match(unhealthy(watched.health)!, /clock of this machine jumped by 2000 ms/);
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
  assert.equal(unhealthy({ ...watched.health, max_loop_lag_ms: 0 }), null);
});

Deno.test("watchHealth() sees the event loop stand still", async () => {
  const clock = startClock();
  const watched = watchHealth(clock);
  await sleep(120);
  const until = performance.now() + 2300;
  while (performance.now() < until); // busy
  await sleep(50);
  watched.stop();
  assert.ok(watched.health.max_loop_lag_ms > 2000, `${watched.health.max_loop_lag_ms}`);
  assert.match(unhealthy(watched.health)!, /stood still/);
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
