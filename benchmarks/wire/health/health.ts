/** Whether this machine could be trusted to time anything: its clock, and its event loop. */
import { type Clock, threadCpuMs } from "../clock.ts";
import { type Garbage, watchGarbage } from "./garbage.ts";
import { Lateness } from "./lateness.ts";

/** What went on here during a run; kept in `run.json`. */
export interface Health extends Garbage {
  /** What an arrival at any moment would have waited for its stamp, milliseconds. */
  median_loop_late_ms: number;
  p95_loop_late_ms: number;
  p99_loop_late_ms: number;
  /** Processor time of the thread that stamps, as a share of the time watched. */
  thread_cpu_share: number;
  /** How late the event loop came to a timer, at worst, milliseconds. */
  max_loop_lag_ms: number;
  /** How long it stood still in all, milliseconds: what each lag was longer than 50 ms. */
  sum_loop_lag_ms: number;
  /** How long it was watched, milliseconds. */
  watched_ms: number;
  /** The largest jump of the wall clock against the monotonic one between two looks, milliseconds. */
  max_clock_jump_ms: number;
}

const everyMs = 20;
const garbageEveryMs = 1000;
/** A clock that is steered moves by 0.05 ms in 100 ms; one that was set, or a machine that slept, by more. */
export const clockJumpLimitMs = 50;
/** With a loop that stood still this long, every latency of that moment is ours. */
export const loopLagLimitMs = 2000;
/** What a lag may take without being counted among those that add up. */
export const loopLateLimitMs = 50;
/** What they may add up to, as a share of the run: that much of its arrivals may be stamped later than that. */
export const loopLagShare = 0.05;

/** What was seen, and whose time it cost. */
export interface HealthWatch {
  health(): Health;
  /** From here on the requests are those of this target. */
  during(target: string): void;
  /** Why the run is no result, or null; `least` is what freezes that add up may take, milliseconds. */
  ofRun(least?: number): string | null;
  /** Why a target of it is none, or null: a freeze costs the target in whose time it came, and no other. */
  ofTarget(target: string, least?: number): string | null;
  stop(): void;
}

type Freezes = Pick<Health, "max_loop_lag_ms" | "sum_loop_lag_ms" | "watched_ms">;
const noFreezes = (): Freezes => ({ max_loop_lag_ms: 0, sum_loop_lag_ms: 0, watched_ms: 0 });

/** Looks every 20 ms; `stop` ends it. */
export function watchHealth(clock: Clock): HealthWatch {
  const all = noFreezes();
  const lateness = new Lateness();
  const watch = watchGarbage();
  let garbage = watch.look();
  const cpuBefore = threadCpuMs();
  let cpu = 0;
  let max_clock_jump_ms = 0;
  const targets = new Map<string, Freezes>();
  let whose: Freezes | null = null;
  let looked = clock.now() / 1e6;
  let collected = looked;
  let drift = clock.driftMs();
  const look = () => {
    const now = clock.now() / 1e6;
    const passed = now - looked;
    for (const seen of whose ? [all, whose] : [all]) addTo(seen, passed);
    lateness.add(passed - everyMs, passed);
    looked = now;
    const before = drift;
    drift = clock.driftMs();
    const jump = Math.abs(drift - before);
    max_clock_jump_ms = Math.max(max_clock_jump_ms, Math.round(jump));
    if (now - collected < garbageEveryMs) return;
    collected = now;
    garbage = watch.look();
  };
  const timer = setInterval(look, everyMs);
  return {
    health: () => ({
      ...all,
      max_clock_jump_ms,
      median_loop_late_ms: round(lateness.quantile(0.5)),
      p95_loop_late_ms: round(lateness.quantile(0.95)),
      p99_loop_late_ms: round(lateness.quantile(0.99)),
      thread_cpu_share: Math.round((cpu || threadCpuMs() - cpuBefore) / all.watched_ms * 100) / 100,
      gc_pauses: garbage.gc_pauses,
      sum_gc_ms: round(garbage.sum_gc_ms),
      max_gc_ms: round(garbage.max_gc_ms),
    }),
    during(target) {
      look(); // a freeze that ended just now was the last target's
      whose = targets.get(target) ?? noFreezes();
      targets.set(target, whose);
    },
    ofRun: (least) =>
      unhealthy({ ...all, ...targets.size ? noFreezes() : {}, max_clock_jump_ms }, least),
    ofTarget(target, least) {
      const own = targets.get(target);
      if (!own) return null;
      const adds = isFrozen(all, least) && own.sum_loop_lag_ms > loopLagShare * own.watched_ms;
      return stoodStill(own) ?? (adds ? frozen(own) : null);
    },
    stop() {
      look();
      clearInterval(timer);
      garbage = watch.stop();
      cpu = threadCpuMs() - cpuBefore;
    },
  };
}

/** Counts what passed between two looks. */
function addTo(seen: Freezes, passedMs: number): void {
  const lag = passedMs - everyMs;
  seen.watched_ms = round(seen.watched_ms + passedMs);
  seen.sum_loop_lag_ms = round(seen.sum_loop_lag_ms + Math.max(0, lag - loopLateLimitMs));
  seen.max_loop_lag_ms = Math.max(seen.max_loop_lag_ms, round(lag));
}
const round = (ms: number) => Math.round(ms * 10) / 10;

/** Why such a run is no result, or null. */
export function unhealthy(
  health: Freezes & Pick<Health, "max_clock_jump_ms">,
  least?: number,
): string | null {
  const { max_clock_jump_ms } = health;
  return max_clock_jump_ms > clockJumpLimitMs
    ? `the clock of this machine jumped by ${max_clock_jump_ms} ms`
    : stoodStill(health) ?? (isFrozen(health, least) ? frozen(health) : null);
}

const cannot = "its latencies cannot be told from the server's";

/** What is said of one freeze that is too long, or null. */
const stoodStill = ({ max_loop_lag_ms }: Freezes): string | null =>
  max_loop_lag_ms > loopLagLimitMs
    ? `the harness stood still for ${max_loop_lag_ms} ms: ${cannot}`
    : null;

/** Whether freezes add up to more than a run may lose. */
const isFrozen = (
  { sum_loop_lag_ms, watched_ms }: Freezes,
  least = loopLagLimitMs,
): boolean => sum_loop_lag_ms > least && sum_loop_lag_ms > loopLagShare * watched_ms;

/** What is said of freezes that add up. */
const frozen = ({ sum_loop_lag_ms, watched_ms }: Freezes): string =>
  `the harness stood still again and again, for ${Math.round(sum_loop_lag_ms)} ms of ${
    Math.round(watched_ms)
  } ms: ${cannot}`;
