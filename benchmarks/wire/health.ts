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
  /** Why a target of it is none, or null: a freeze costs the target in whose time it came, and no other. */
  ofTarget(target: string): string | null;
  stop(): void;
}

type Freezes = Omit<Health, "max_clock_jump_ms">;
const noFreezes = (): Freezes => ({ max_loop_lag_ms: 0, sum_loop_lag_ms: 0, watched_ms: 0 });

/** Looks every 100 ms; `stop` ends it. */
export function watchHealth(clock: Clock): HealthWatch {
  const health: Health = { ...noFreezes(), max_clock_jump_ms: 0 };
  const targets = new Map<string, Freezes>();
  let whose: Freezes | null = null;
  let looked = clock.now() / 1e6;
  let drift = clock.driftMs();
  const look = () => {
    const now = clock.now() / 1e6;
    for (const seen of whose ? [health, whose] : [health]) addTo(seen, now - looked);
    looked = now;
    const jump = Math.abs(clock.driftMs() - drift);
    drift = clock.driftMs();
    health.max_clock_jump_ms = Math.max(health.max_clock_jump_ms, Math.round(jump));
  };
  const timer = setInterval(look, everyMs);
  return {
    health,
    during(target) {
      look(); // a freeze that ended just now was the last target's
      whose = targets.get(target) ?? noFreezes();
      targets.set(target, whose);
    },
    ofRun: () => unhealthy(targets.size ? { ...health, ...noFreezes() } : health),
    ofTarget(target) {
      const own = targets.get(target);
      if (!own) return null;
      const adds = isFrozen(health) && own.sum_loop_lag_ms > loopLagShare * own.watched_ms;
      return stoodStill(own) ?? (adds ? frozen(own) : null);
    },
    stop() {
      look();
      clearInterval(timer);
    },
  };
}

/** Counts what passed between two looks. */
function addTo(seen: Freezes, passedMs: number): void {
  const lag = passedMs - everyMs;
  seen.watched_ms = round(seen.watched_ms + passedMs);
  if (lag >= countedLagMs) seen.sum_loop_lag_ms += Math.round(lag);
  seen.max_loop_lag_ms = Math.max(seen.max_loop_lag_ms, round(lag));
}
const round = (ms: number) => Math.round(ms * 10) / 10;

/** Why such a run is no result, or null. */
export function unhealthy(health: Health): string | null {
  const { max_clock_jump_ms } = health;
  return max_clock_jump_ms > clockJumpLimitMs
    ? `the clock of this machine jumped by ${max_clock_jump_ms} ms`
    : stoodStill(health) ?? (isFrozen(health) ? frozen(health) : null);
}

const cannot = "its latencies cannot be told from the server's";

/** What is said of one freeze that is too long, or null. */
const stoodStill = ({ max_loop_lag_ms }: Freezes): string | null =>
  max_loop_lag_ms > loopLagLimitMs
    ? `the harness stood still for ${max_loop_lag_ms} ms: ${cannot}`
    : null;

/** Whether freezes add up to more than a run may lose. */
const isFrozen = ({ sum_loop_lag_ms, watched_ms }: Freezes): boolean =>
  sum_loop_lag_ms > loopLagLimitMs && sum_loop_lag_ms > loopLagShare * watched_ms;

/** What is said of freezes that add up. */
const frozen = ({ sum_loop_lag_ms, watched_ms }: Freezes): string =>
  `the harness stood still again and again, for ${sum_loop_lag_ms} ms of ${
    Math.round(watched_ms)
  } ms: ${cannot}`;
