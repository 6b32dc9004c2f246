import assert from "node:assert/strict";
import { type Clock, sleep, startClock } from "../../benchmarks/wire/clock.ts";
import { inTries } from "../support/tries.ts";
import { movedClock } from "../support/moved_clock.ts";
import { clockJumpLimitMs, unhealthy, watchHealth } from "../../benchmarks/wire/health/health.ts";

const busyFor = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until;);
};

Deno.test("watchHealth() sees the wall clock jump, forwards and back", async () => {
  for (const jumpMs of [2000, -2000]) {
    const real = startClock();
    let [drift, looks] = [0, 0];
    const clock: Clock = { ...real, driftMs: () => (looks++, drift) };
    const watched = watchHealth(clock);
    while (looks < 3) await sleep(5);
    assert.equal(watched.health().max_clock_jump_ms, 0);
    drift = jumpMs; // as if somebody had set it
    while (looks < 6) await sleep(5);
    watched.stop();
    assert.equal(watched.health().max_clock_jump_ms, 2000);
    assert.match(unhealthy(watched.health())!, /clock of this machine jumped by 2000 ms/);
  }
});

Deno.test("watchHealth() lets a clock be steered, however far in the end", async () => {
  let drift = 0;
  const watched = watchHealth({ ...startClock(), driftMs: () => drift += 5 });
  while (drift <= 2 * clockJumpLimitMs) await sleep(5);
  watched.stop();
  const freezes = { max_loop_lag_ms: 0, sum_loop_lag_ms: 0 };
  assert.equal(unhealthy({ ...watched.health(), ...freezes }), null);
});

Deno.test("watchHealth() sees the event loop stand still", () => {
  const clock = startClock();
  const watched = watchHealth(clock);
  busyFor(400);
  watched.stop();
  const { max_loop_lag_ms } = watched.health();
  assert.ok(max_loop_lag_ms > 350, `${max_loop_lag_ms}`);
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

Deno.test("watchHealth() adds up short freezes", async () => {
  const watched = watchHealth(startClock());
  for (let i = 0; i < 2; i++) {
    busyFor(200);
    await sleep(25); // it looks every 20 ms
  }
  watched.stop();
  const { sum_loop_lag_ms, watched_ms, max_loop_lag_ms } = watched.health();
  assert.ok(sum_loop_lag_ms >= 250 && sum_loop_lag_ms < watched_ms, `${sum_loop_lag_ms}`);
  assert.ok(sum_loop_lag_ms > max_loop_lag_ms);
});

Deno.test("watchHealth() counts a freeze, and freezes that add up, against the target they came in", () => {
  const clock = movedClock();
  const watched = watchHealth(clock);
  const freeze = (ms: number) => clock.moveTo((clock.now() / 1e6 + 20 + ms) / 1000);
  for (let i = 0; i < 4; i++) {
    watched.during("flooding");
    freeze(700); // not seen by a timer before the other's turn begins
    watched.during("good");
    freeze(0);
  }
  assert.ok(watched.health().sum_loop_lag_ms > 2000, `${watched.health().sum_loop_lag_ms}`);
  assert.equal(watched.ofRun(), null);
  assert.match(watched.ofTarget("flooding")!, /stood still again and again, for 2\d{3} ms of/);
  assert.equal(watched.ofTarget("good"), null);
  assert.equal(watched.ofTarget("constructor"), null);
  watched.during("still");
  freeze(2300);
  watched.during("good");
  watched.stop();
  assert.match(watched.ofTarget("still")!, /stood still for 2\d{3}(\.\d)? ms/);
  assert.deepEqual([watched.ofRun(), watched.ofTarget("good")], [null, null]);
});

Deno.test("startClock() has one anchor: a moment on the wall is the monotonic one, shifted", () => {
  const before = Date.now();
  const clock = startClock();
  const after = Date.now();
  const [a, b] = [clock.wall(0), clock.wall(1_234_567_000)];
  assert.equal(
    Date.parse(b) - Date.parse(a),
    1234 + (Number(a.slice(20, 26)) % 1000 + 567 >= 1000 ? 1 : 0),
  );
  assert.ok(Date.parse(a) >= before - 1 && Date.parse(a) <= after + 1);
});

Deno.test("startClock() reads both clocks at one moment, though it lose its turn between them", () =>
  inTries(() => {
    const { now } = Date;
    let lost = 0;
    Date.now = () => {
      if (lost++ === 0) busyFor(30);
      return now();
    };
    try {
      const clock = startClock();
      const off = Date.parse(clock.wall(clock.now())) - now();
      assert.ok(Math.abs(off) < 15, `${off} ms`);
    } finally {
      Date.now = now;
    }
    return Promise.resolve();
  }));
