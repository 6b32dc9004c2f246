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

/** What was seen, and whose time it cost. */
export interface HealthWatch {
  health: Health;
  /** From here on the requests are those of this target. */
  during(target: string): void;
  /** Why the run is no result, or null. */
  ofRun(): string | null;
  /** Why a target of it is none, or null: freezes that add up cost those in whose time they came. */
  ofTarget(target: string): string | null;
  stop(): void;
}

type Freezes = Pick<Health, "sum_loop_lag_ms" | "watched_ms">;

/** Looks every 100 ms; `stop` ends it. */
export function watchHealth(clock: Clock): HealthWatch {
  const health: Health = {
    max_loop_lag_ms: 0,
    sum_loop_lag_ms: 0,
    watched_ms: 0,
    max_clock_jump_ms: 0,
  };
  const targets = new Map<string, Freezes>();
  let whose: Freezes | null = null;
  const begun = clock.now() / 1e6;
  let looked = begun;
  let drift = clock.driftMs();
  const look = (dueMs: number) => {
    const now = clock.now() / 1e6;
    const lag = now - looked - dueMs;
    health.watched_ms = Math.round(now - begun);
    if (whose) whose.watched_ms += now - looked;
    looked = now;
    if (lag >= countedLagMs) {
      health.sum_loop_lag_ms += Math.round(lag);
      if (whose) whose.sum_loop_lag_ms += Math.round(lag);
    }
    health.max_loop_lag_ms = Math.max(health.max_loop_lag_ms, Math.round(lag * 10) / 10);
    const jump = Math.abs(clock.driftMs() - drift);
    drift = clock.driftMs();
    health.max_clock_jump_ms = Math.max(health.max_clock_jump_ms, Math.round(jump));
  };
  const timer = setInterval(() => look(everyMs), everyMs);
  return {
    health,
    during(target) {
      look(everyMs); // a freeze that ended just now was the last target's
      whose = targets.get(target) ?? { sum_loop_lag_ms: 0, watched_ms: 0 };
      targets.set(target, whose);
    },
    ofRun: () => unhealthy(targets.size ? { ...health, sum_loop_lag_ms: 0 } : health),
    ofTarget(target) {
      const own = targets.get(target);
      return own && frozen(health) && own.sum_loop_lag_ms > loopLagShare * own.watched_ms
        ? frozenFor(own)
        : null;
    },
    stop: () => clearInterval(timer),
  };
}

const cannot = "its latencies cannot be told from the server's";

/** Why such a run is no result, or null. */
export function unhealthy(health: Health): string | null {
  const { max_clock_jump_ms, max_loop_lag_ms } = health;
  if (max_clock_jump_ms > clockJumpLimitMs) {
    return `the clock of this machine jumped by ${max_clock_jump_ms} ms`;
  }
  if (max_loop_lag_ms > loopLagLimitMs) {
    return `the harness stood still for ${max_loop_lag_ms} ms: ${cannot}`;
  }
  return frozen(health) ? frozenFor(health) : null;
}

/** Whether freezes add up to more than a run may lose. */
const frozen = ({ sum_loop_lag_ms, watched_ms }: Freezes): boolean =>
  sum_loop_lag_ms > loopLagLimitMs && sum_loop_lag_ms > loopLagShare * watched_ms;

const frozenFor = ({ sum_loop_lag_ms, watched_ms }: Freezes): string =>
  `the harness stood still again and again, for ${sum_loop_lag_ms} ms of ${
    Math.round(watched_ms)
  } ms: ${cannot}`;
