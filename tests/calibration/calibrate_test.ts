/** A harness that does not get round to its stamps says so itself. */
import assert from "node:assert/strict";
import { calibrate } from "../../benchmarks/bench/calibrating/calibrate.ts";

Deno.test("calibrate() is over the limit where something else holds the event loop", async () => {
  const busy = setInterval(() => {
    const until = performance.now() + 120;
    while (performance.now() < until);
  }, 10);
  try {
    const found = (await calibrate({ load: "closed", concurrency: 4 }, { tries: 1 }))!;
    assert.match(found.over!, /^calibration, 4 at a time, once: time to first token \d+/);
    assert.equal(found.ttft_error_ms.n, 12);
    assert.equal(found.gap_error_ms.n, 12 * 19);
    assert.equal(found.schedule_error_ms.n, 12);
    // Of 130 ms 120 are taken: 19 of 20 moments wait less than 113, and on a busy machine more.
    assert.ok(found.health.p95_loop_late_ms > 60, `${found.health.p95_loop_late_ms}`);
  } finally {
    clearInterval(busy);
  }
});

Deno.test("calibrate() drives its load by the workers of the run, and says so", async () => {
  const how = { tries: 1, workers: 2 };
  const found = (await calibrate({ load: "closed", concurrency: 4 }, how))!;
  assert.deepEqual([found.workers, found.workers_why], [2, null]);
  assert.equal(found.ttft_error_ms.n, 12);
  assert.equal(found.gap_error_ms.n, 12 * 19);
});

Deno.test("calibrate() ends where it is cut", async () => {
  const found = await calibrate({ load: "waves", concurrency: 2 }, { cut: AbortSignal.abort() });
  assert.equal(found, null);
});
