import assert from "node:assert/strict";
import {
  calibratedWith,
  type Calibration,
  overLimit,
} from "../../benchmarks/calibration/calibration.ts";
import { calibrationOf } from "../../benchmarks/calibration/read.ts";

const spread = (median: number, p95: number, n = 12) => ({ n, median, p95, p99: p95, max: p95 });
const calm: Calibration = {
  calibrated_at: "2026-01-01T00:00:00.000Z",
  load: "closed",
  concurrency: 4,
  requests: 12,
  rounds: 3,
  ttft_error_ms: spread(10, 50),
  gap_error_ms: spread(0, 0, 228),
  schedule_error_ms: spread(1, 2),
  simulator_late_ms: spread(1, 2),
  health: {
    ...{ median_loop_late_ms: 0, p95_loop_late_ms: 0, p99_loop_late_ms: 0, max_loop_lag_ms: 1 },
    ...{ sum_loop_lag_ms: 0, watched_ms: 2000, max_clock_jump_ms: 0, thread_cpu_share: 0.2 },
    ...{ gc_pauses: 0, sum_gc_ms: 0, max_gc_ms: 0 },
  },
  during: null,
  over: null,
};

Deno.test("overLimit() says what is off by how much, and what one can do", () => {
  assert.equal(overLimit(calm), null);
  const cases: [change: Partial<Calibration>, why: RegExp][] = [
    [
      { ttft_error_ms: spread(10.1, 20) },
      /time to first token 10\.1 ms off in the median and 20\.0 at P95 \(limits 10 and 50 ms\)/,
    ],
    [{ schedule_error_ms: spread(1, 51) }, /^calibration, 4 at a time, 3 times: start of requests/],
    [{ gap_error_ms: spread(11, 51) }, /only 20% of a processor, so something else kept it/],
    [
      { gap_error_ms: spread(11, 51), health: { ...calm.health, thread_cpu_share: 0.93 } },
      /its own work took 93% of a processor: ask for fewer requests at a time/,
    ],
    [{ ttft_error_ms: spread(1, 1, 11) }, /of 12 requests .* only 11 had a first token/],
  ];
  for (const [change, why] of cases) assert.match(overLimit({ ...calm, ...change })!, why);
});

Deno.test("calibratedWith() judges what was seen while the run went, where that is enough", () => {
  const { health } = calm;
  const errors = (n: number) => ({
    ttft_error_ms: spread(3, 4, n),
    gap_error_ms: spread(2, 51, n),
    schedule_error_ms: spread(3, 4, n),
    simulator_late_ms: spread(90, 90, n),
  });
  assert.equal(calibratedWith(calm, errors(19), health).over, null);
  const late = calibratedWith(calm, errors(20), health);
  assert.match(late.over!, /^calibration, while the run went: time between tokens 2\.0 ms off/);
  assert.equal(calibratedWith({ ...calm, over: "before" }, errors(20), health).over, "before");
  assert.equal(calibratedWith(calm, null, health).over, null);
  assert.deepEqual(calibrationOf(JSON.parse(JSON.stringify(late))), late);
});

Deno.test("calibrationOf() takes no file's word that is not whole", () => {
  const text = JSON.stringify(calm);
  assert.deepEqual(calibrationOf(JSON.parse(text)), calm);
  for (const other of ["null", "7", "{}", "[]", text.replace('"p95":50', '"p95":"<b>"')]) {
    assert.equal(calibrationOf(JSON.parse(other)), null, other);
  }
  assert.equal(calibrationOf(JSON.parse(text.replace('"over":null', '"over":{}'))), null);
});
