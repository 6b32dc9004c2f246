/** A provider that serves so many requests at a time: what an answer waits is known when its request arrives. */
import type { Schedule } from "./profile.ts";

/** Seats by the name of a profile. */
export function seatQueues() {
  const queues = new Map<string, number[]>();
  return {
    /** The schedule of an answer that waits for the first of `seats` to be free; moments are those of a clock, ms. */
    take(name: string, seats: number | null, schedule: Schedule, arrivedMs: number): Schedule {
      const end = schedule.chunks.at(-1)?.at_s;
      if (seats === null || end === undefined) return schedule;
      const free = queues.get(name) ?? Array<number>(seats).fill(-Infinity);
      queues.set(name, free);
      const seat = free.indexOf(Math.min(...free));
      const begin = Math.max(arrivedMs, free[seat]);
      free[seat] = begin + end * 1000;
      const waitS = (begin - arrivedMs) / 1000;
      return { ...schedule, chunks: schedule.chunks.map((c) => ({ ...c, at_s: c.at_s + waitS })) };
    },
  };
}
