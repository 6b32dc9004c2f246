/** Whether this machine could be trusted to time anything: its clock, and its event loop. */
import type { Clock } from "./clock.ts";

/** What went on here during a run; kept in `run.json`. */
export interface Health {
  /** How late the event loop came to a timer, at worst, milliseconds. */
  max_loop_lag_ms: number;
  /** The largest jump of the wall clock against the monotonic one between two looks, milliseconds. */
  max_clock_jump_ms: number;
}

const everyMs = 100;
/** A clock that is steered moves by 0.05 ms in 100 ms; one that was set, or a machine that slept, by more. */
export const clockJumpLimitMs = 50;
/** With a loop that stood still this long, every latency of that moment is ours. */
export const loopLagLimitMs = 2000;

/** Looks every 100 ms; `stop` ends it. */
export function watchHealth(clock: Clock): { health: Health; stop(): void } {
  const health: Health = { max_loop_lag_ms: 0, max_clock_jump_ms: 0 };
  let due = clock.now() / 1e6 + everyMs;
  let drift = clock.driftMs();
  const timer = setInterval(() => {
    const now = clock.now() / 1e6;
    const lag = now - due;
    due = now + everyMs;
    health.max_loop_lag_ms = Math.max(health.max_loop_lag_ms, Math.round(lag * 10) / 10);
    const jump = Math.abs(clock.driftMs() - drift);
    drift = clock.driftMs();
    health.max_clock_jump_ms = Math.max(health.max_clock_jump_ms, Math.round(jump));
  }, everyMs);
  return { health, stop: () => clearInterval(timer) };
}

/** Why such a run is no result, or null. */
export function unhealthy({ max_clock_jump_ms, max_loop_lag_ms }: Health): string | null {
  if (max_clock_jump_ms > clockJumpLimitMs) {
    return `the clock of this machine jumped by ${max_clock_jump_ms} ms`;
  }
  return max_loop_lag_ms > loopLagLimitMs
    ? `the harness stood still for ${max_loop_lag_ms} ms: its latencies cannot be told from the server's`
    : null;
}
