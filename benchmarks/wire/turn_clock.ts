/** The time of an event-loop turn. */
import type { Clock } from "./clock.ts";
import type { Ns } from "../providers/recording.ts";

const shared = new WeakMap<Clock, () => Ns>();

/**
 * A clock that gives all who ask in one event-loop turn the time of the first, whichever exchange they are of. The
 * sockets that had something are read one after the other, before any microtask: an immediate would make the loop go
 * round once more for every turn in which something arrived.
 */
export function turnClock(clock: Clock): () => Ns {
  const known = shared.get(clock);
  if (known) return known;
  let turn: Ns | null = null;
  const over = () => turn = null;
  const now = () => {
    if (turn === null) {
      turn = clock.now();
      queueMicrotask(over);
    }
    return turn;
  };
  shared.set(clock, now);
  return now;
}
