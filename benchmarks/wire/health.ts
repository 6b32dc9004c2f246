/** Whether this machine could be trusted to time anything: its clock, and its event loop. */
import type { Clock } from "./clock.ts";

/** What went on here during a run; kept in `run.json`. */
export interface Health {
  /** How late the event loop came to a timer, at worst, milliseconds. */
  max_loop_lag_ms: number;
  /** How long it stood still in all, milliseconds: every lag that is longer than a busy machine makes. */
  sum_loop_lag_ms: number;
  /** How long it was watched, milliseconds. */
  watched_ms: number;
  /** The largest jump of the wall clock against the monotonic one between two looks, milliseconds. */
  max_clock_jump_ms: number;
}

const everyMs = 100;
/** A clock that is steered moves by 0.05 ms in 100 ms; one that was set, or a machine that slept, by more. */
export const clockJumpLimitMs = 50;
/** With a loop that stood still this long, every latency of that moment is ours. */
export const loopLagLimitMs = 2000;
/** A lag that counts among those that add up. */
const countedLagMs = 250;
/** What lags may add up to, beyond that limit, as a share of the run. */
export const loopLagShare = 0.05;

/** Looks every 100 ms; `stop` ends it. */
export function watchHealth(clock: Clock): { health: Health; stop(): void } {
  const health: Health = {
    max_loop_lag_ms: 0,
    sum_loop_lag_ms: 0,
    watched_ms: 0,
    max_clock_jump_ms: 0,
  };
  const begun = clock.now() / 1e6;
  let due = begun + everyMs;
  let drift = clock.driftMs();
  const timer = setInterval(() => {
    const now = clock.now() / 1e6;
    const lag = now - due;
    due = now + everyMs;
    health.watched_ms = Math.round(now - begun);
    if (lag >= countedLagMs) health.sum_loop_lag_ms += Math.round(lag);
    health.max_loop_lag_ms = Math.max(health.max_loop_lag_ms, Math.round(lag * 10) / 10);
    const jump = Math.abs(clock.driftMs() - drift);
    drift = clock.driftMs();
    health.max_clock_jump_ms = Math.max(health.max_clock_jump_ms, Math.round(jump));
  }, everyMs);
  return { health, stop: () => clearInterval(timer) };
}

/** Why such a run is no result, or null. */
export function unhealthy(health: Health): string | null {
  const { max_clock_jump_ms, max_loop_lag_ms, sum_loop_lag_ms, watched_ms } = health;
  if (max_clock_jump_ms > clockJumpLimitMs) {
    return `the clock of this machine jumped by ${max_clock_jump_ms} ms`;
  }
  const cannot = "its latencies cannot be told from the server's";
  if (max_loop_lag_ms > loopLagLimitMs) {
    return `the harness stood still for ${max_loop_lag_ms} ms: ${cannot}`;
  }
  return sum_loop_lag_ms > loopLagLimitMs && sum_loop_lag_ms > loopLagShare * watched_ms
    ? `the harness stood still again and again, for ${sum_loop_lag_ms} ms of ${watched_ms} ms: ${cannot}`
    : null;
}
