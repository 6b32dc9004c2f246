/** The time of an event-loop turn. */
import type { Clock } from "./clock.ts";
import type { Ns } from "../providers/recording.ts";

const shared = new WeakMap<Clock, () => Ns>();

/** A clock that gives all who ask in one event-loop turn the time of the first, whichever exchange they are of. */
export function turnClock(clock: Clock): () => Ns {
  const known = shared.get(clock);
  if (known) return known;
  let turn: Ns | null = null;
  const over = () => turn = null;
  const now = () => {
    if (turn === null) {
      turn = clock.now();
      setImmediate(over);
    }
    return turn;
  };
  shared.set(clock, now);
  return now;
}
