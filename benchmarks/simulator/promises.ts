/** Answers that later requests will fetch: what was promised to whom, and for how long it is kept. */
import type { Script } from "./faults/script.ts";
import type { Schedule } from "./profile.ts";
import { protocols } from "./protocols/index.ts";
import { type Ask, endMs, type Protocol, type SimRequest } from "./protocols/protocol.ts";
import { monotonicMs } from "../wire/clock.ts";

/** An answer and all that it takes to give it. */
export interface Promised {
  protocol: Protocol;
  ask: Ask;
  id: string;
  /** The profile, or `fault-NAME`. */
  name: string;
  schedule: Schedule;
  /** When the first request had arrived whole: the schedule counts from there. */
  arrived: number;
  /** What is played instead of the stream. */
  fault?: Script;
  /** Called once the answer was given whole. */
  remember?(): void;
}

/** Keeps promises, the newest `most` of them: nobody says when the last request for one has come. */
export function promises(most = 10_000) {
  const kept = new Map<string, Promised>();
  return {
    /** Keeps a promise; what its first request is answered with. */
    keep(made: Promised, base: string): string {
      kept.set(made.id, made);
      if (kept.size > most) kept.delete(kept.keys().next().value!);
      return made.protocol.later!.state(made.ask, made.id, base, null);
    },

    /** The promise that a request wants kept; null where it is no such request or the promise is unknown. */
    of(request: SimRequest): (Promised & { streamed: boolean }) | null {
      for (const { later } of protocols) {
        const wanted = later?.read(request);
        const made = wanted && kept.get(wanted.id);
        if (made) return { ...made, streamed: wanted.streamed };
      }
      return null;
    },

    /** What stands of an answer by now. */
    state({ protocol, ask, id, schedule, arrived }: Promised, base: string): string {
      const ended = monotonicMs() - arrived >= endMs(schedule);
      return protocol.later!.state(ask, id, base, ended ? schedule : null);
    },
  };
}
