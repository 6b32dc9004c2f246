/** The only file that reads time. Monotonic nanoseconds from one origin a run, with one wall-clock anchor. */
import process from "node:process";

/** A run's clock. `wall` turns a moment into UTC with microseconds, for the record. */
export interface Clock {
  now(): number;
  wall(at: number): string;
  /** How far the wall clock has moved away from this one since the start, in milliseconds. */
  driftMs(): number;
}

/** Where a clock begins: milliseconds since this thread's monotonic zero, and on the wall. */
export interface ClockZero {
  monotonicMs: number;
  wallMs: number;
}

/** Both at one moment: a process that loses its turn between the two readings would see a jump of what it lost. */
function bothNow(): ClockZero {
  for (let tries = 0;; tries++) {
    const zero = { monotonicMs: performance.now(), wallMs: Date.now() };
    if (performance.now() - zero.monotonicMs < 1 || tries === 4) return zero;
  }
}

/** Starts a clock: its origin is now, or that of another clock. */
export function startClock(zero: ClockZero = bothNow()): Clock {
  const origin = zero.monotonicMs;
  const anchorUs = zero.wallMs * 1000;
  return {
    driftMs() {
      const { monotonicMs, wallMs } = bothNow();
      return wallMs - anchorUs / 1000 - (monotonicMs - origin);
    },
    now: () => Math.round((performance.now() - origin) * 1e6),
    wall(at) {
      const us = anchorUs + Math.round(at / 1000);
      const ms = Math.floor(us / 1000);
      const rest = String(us - ms * 1000).padStart(3, "0");
      return new Date(ms).toISOString().replace("Z", `${rest}Z`);
    },
  };
}

/** Where a clock of this thread began. */
export const zeroOf = (clock: Clock): ClockZero => ({
  monotonicMs: performance.now() - clock.now() / 1e6,
  wallMs: Date.parse(clock.wall(0)),
});

/** The moment of a clock at which its own wall says `wallMs`, ms since 1970. */
export const momentOf = (clock: Clock, wallMs: number): number =>
  Math.round((wallMs - Date.parse(clock.wall(0))) * 1e6);

/** The wall clock, for names and dates; never for durations. */
export const wallNow = (): Date => new Date();

/** Milliseconds on the wall at this process's monotonic zero: what two processes need to compare moments. */
export const timeOrigin = (): number => performance.timeOrigin;

/** Milliseconds since this process's monotonic zero. */
export const monotonicMs = (): number => performance.now();

/** Waits. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until a moment of a clock: a timer is late by up to a millisecond, and what is left is looked at. */
export async function reach(clock: Clock, at: number): Promise<void> {
  const ms = (at - clock.now()) / 1e6 - 1;
  if (ms > 0) await sleep(ms);
  while (clock.now() < at) await nextTurn();
}

/** Waits for one turn of the event loop, in which sockets and timers have theirs. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Processor time that this thread has used, milliseconds. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** A timer may be this late; the rest of the way the loop turns, and other work has its turns too. */
const timerLateMs = 2;
/** So often a run that is stopped is heard. */
const longestSleepMs = 50;

/** Waits for a moment of the clock, or until `goesOn` says no. */
export async function until(moment: number, clock: Clock, goesOn: () => boolean): Promise<void> {
  for (;;) {
    const leftMs = (moment - clock.now()) / 1e6;
    if (leftMs <= 0 || !goesOn()) return;
    if (leftMs > timerLateMs) await sleep(Math.min(leftMs - timerLateMs, longestSleepMs));
    else await nextTurn();
  }
}
