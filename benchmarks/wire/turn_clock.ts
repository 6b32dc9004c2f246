/** The time of an event-loop turn. */
import type { Clock } from "./clock.ts";
import type { Ns } from "../providers/recording.ts";

/** A clock that gives all who ask in one event-loop turn the time of the first. */
export function turnClock(clock: Clock): () => Ns {
  let turn: Ns | null = null;
  return () => {
    if (turn === null) {
      turn = clock.now();
      setImmediate(() => turn = null);
    }
    return turn;
  };
}
