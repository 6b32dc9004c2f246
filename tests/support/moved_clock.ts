/** Time that a test decides. */
import { type Clock, startClock } from "../../benchmarks/wire/clock.ts";

/** A clock that stands still until a test moves it on. */
export function movedClock(): Clock & { moveTo(s: number): void } {
  const { wall } = startClock();
  let ns = 0;
  return {
    now: () => ns,
    wall,
    driftMs: () => 0,
    /** To so many seconds of the clock, never back. */
    moveTo: (s) => void (ns = Math.max(ns, Math.round(s * 1e9))),
  };
}
