/** What a command line says of the moment at which what is measured begins, and of the clocks of others. */
import { httpClock, placeClock } from "./clocks/ask.ts";
import { meetings } from "./rendezvous.ts";
import type { PlacedShard } from "./shard.ts";
import type { Wanted } from "./together.ts";

export interface StartFlags {
  /** When the first measured request is due, ms since 1970; it may be past. */
  startAt?: number;
  /** So long the other shards are waited for, seconds. */
  startWithin?: number;
  /** From the moment that all shards are ready to the first start, seconds (default: so long that all hear of it). */
  startLead?: number;
  /** Where the clock of shard 0 can be asked, http or https. */
  clock?: string;
  /** The port at which shard 0 lets its clock be asked. */
  clockPort?: number;
}

const usualWithinS = 600;

/** Null where what is measured begins once all is ready, and no clock is asked. `placed`: one of several shards. */
export function wantedOf(
  { startAt, startWithin: withinS = usualWithinS, startLead: leadS, clock, clockPort }: StartFlags,
  placed: PlacedShard | null = null,
): Wanted | null {
  const { index, count } = placed ?? { index: 0, count: 1 };
  const shared = placed && { place: placed.place, runId: placed.runId, shard: { index, count } };
  const agree: Wanted["agree"] = (told) => {
    const meet = shared && meetings({ ...shared, withinS, leadS, ...told });
    return async (nth, goesOn) => {
      if (nth === 0 && startAt !== undefined) return startAt;
      return meet ? await meet(nth, goesOn) : null;
    };
  };
  const isAsked = index === 0 && count > 1 && clockPort !== undefined;
  const source = clock !== undefined ? httpClock(clock) : shared ? placeClock(shared.place) : null;
  if (!shared && startAt === undefined && source === null) return null;
  return {
    agree: shared || startAt !== undefined ? agree : null,
    source: isAsked ? "own" : source,
    serve: isAsked ? { port: clockPort, others: count - 1 } : null,
    shard: index,
  };
}
