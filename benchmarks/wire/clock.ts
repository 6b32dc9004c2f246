/** The only file that reads time. Monotonic nanoseconds from one origin a run, with one wall-clock anchor. */
import process from "node:process";

/** A run's clock. `wall` turns a moment into UTC with microseconds, for the record. */
export interface Clock {
  now(): number;
  wall(at: number): string;
  /** How far the wall clock has moved away from this one since the start, in milliseconds. */
  driftMs(): number;
}

/** Starts a clock: its origin is now. */
export function startClock(): Clock {
  const origin = performance.now();
  const anchorUs = Date.now() * 1000;
  return {
    driftMs() {
      // A process that loses its turn between the two readings would see a jump of what it lost.
      for (let tries = 0;; tries++) {
        const before = performance.now();
        const wall = Date.now();
        if (performance.now() - before < 1 || tries === 4) {
          return wall - anchorUs / 1000 - (before - origin);
        }
      }
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

/** The wall clock, for names and dates; never for durations. */
export const wallNow = (): Date => new Date();

/** Milliseconds on the wall at this process's monotonic zero: what two processes need to compare moments. */
export const timeOrigin = (): number => performance.timeOrigin;

/** Milliseconds since this process's monotonic zero. */
export const monotonicMs = (): number => performance.now();

/** Waits. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Processor time that this thread has used, milliseconds. */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
