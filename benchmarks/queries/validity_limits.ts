/** What a machine may do and its run still count, as pages print it. */
import { clockLimitMs, mostTooLate } from "../shared/timing_limits.ts";
import { errorLimitsMs, mostRounds } from "../calibration/calibration.ts";
import {
  clockJumpLimitMs,
  loopLagLimitMs,
  loopLagShare,
  loopLateLimitMs,
} from "../wire/health/health.ts";

export const validityLimits = {
  clock_jump_ms: clockJumpLimitMs,
  /** Of one lag of the event loop. */
  loop_lag_ms: loopLagLimitMs,
  /** What of a lag is counted: what it takes longer than this. */
  loop_late_ms: loopLateLimitMs,
  /** Of the run, in %, that the lags counted may take. */
  loop_late_percent: loopLagShare * 100,
  /** Of a target's arrivals, in %, that may be dropped because the harness was late. */
  too_late_percent: mostTooLate * 100,
  /** To which the clock of each machine of a run must be known. */
  shard_clock_ms: clockLimitMs,
  error_median_ms: errorLimitsMs.median,
  error_p95_ms: errorLimitsMs.p95,
  calibration_tries: mostRounds,
};
