/** Pauses of sessions, none of which leaves a target with nothing to do for longer than a cap. */
import type { Ns } from "../../providers/recording.ts";
import { type Clock, until } from "../../wire/clock.ts";

export interface Pauses {
  /** Waits for a moment, or for less of it where nothing was under way for as long as may be. */
  until(due: Ns, goesOn: () => boolean): Promise<void>;
  /** Counts a request as under way until it has ended. */
  during<T>(request: () => Promise<T>): Promise<T>;
}

const lookEveryNs = 50e6;

/**
 * Once nothing has been under way for `mostNs`, all that wait end sooner by as much as the next of them has left, so
 * that they keep their distances from each other.
 */
export function cappedPauses(mostNs: Ns, clock: Clock): Pauses {
  let underWay = 0;
  let idleSince = clock.now();
  /** What all pauses until now were cut by. */
  let sooner = 0;
  const waiting = new Set<{ due: Ns }>();
  const look = () => {
    const now = clock.now();
    if (underWay > 0 || now < idleSince + mostNs) return;
    const next = Math.min(...[...waiting].map(({ due }) => due - sooner));
    sooner += Math.max(0, next - now);
    idleSince = now; // its request comes now
  };
  return {
    async until(due, goesOn) {
      const own = { due: due + sooner };
      waiting.add(own);
      while (goesOn()) {
        const left = own.due - sooner - clock.now();
        if (left <= 0) break;
        await until(clock.now() + Math.min(left, lookEveryNs), clock, goesOn);
        look();
      }
      waiting.delete(own);
    },
    async during(request) {
      underWay++;
      try {
        return await request();
      } finally {
        underWay--;
        idleSince = clock.now();
      }
    },
  };
}
