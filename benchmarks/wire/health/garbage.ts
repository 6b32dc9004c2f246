/** Pauses of the thread that stamps, made by its own collection of garbage. */
import { GCProfiler } from "node:v8";

export interface Garbage {
  /** How many there were. */
  gc_pauses: number;
  /** How long they took in all, and the longest, milliseconds. */
  sum_gc_ms: number;
  max_gc_ms: number;
}

/** Deno says nanoseconds where Node says microseconds; a test holds it to the clock. */
const perMs = 1e6;

export interface GarbageWatch {
  /** Takes in what there was since the last look: without one, memory for each pause is held. */
  look(): Garbage;
  stop(): Garbage;
}

/** Watches from now on. */
export function watchGarbage(): GarbageWatch {
  const seen: Garbage = { gc_pauses: 0, sum_gc_ms: 0, max_gc_ms: 0 };
  let profiler: GCProfiler | null = null;
  const begin = () => {
    profiler = new GCProfiler();
    profiler.start();
  };
  const take = () => {
    for (const { cost } of profiler?.stop()?.statistics ?? []) {
      seen.gc_pauses++;
      seen.sum_gc_ms += cost / perMs;
      seen.max_gc_ms = Math.max(seen.max_gc_ms, cost / perMs);
    }
    profiler = null;
    return { ...seen };
  };
  begin();
  return {
    look() {
      const garbage = take();
      begin();
      return garbage;
    },
    stop: take,
  };
}
