/** A secret that runs out: renewed beside the load, waited for only where there is none that is good. */

/** A secret and how long it holds. */
export interface Held<T> {
  value: T;
  /** Milliseconds since 1970; `Infinity` where it never runs out. */
  goodUntil: number;
}

export interface RenewingOptions<T> {
  /** Fetches a new one. */
  ask(): Promise<Held<T>>;
  /** Milliseconds since 1970. */
  now(): number;
  /** A secret with less than that left is renewed. */
  beforeMs: number;
  /** A service that says nothing for so long is given up. */
  patienceMs?: number;
}

/** Services hand out the old secret for a while: how often they are asked for the new one. */
const askEveryMs = { least: 1000, most: 30_000 };

/**
 * The secret, whenever it is wanted. The first one is waited for, and rejects where there is none. Later ones are
 * fetched while the one before is still good, and nobody waits; where it ran out all the same, whoever wants one waits
 * for one try and then gets the old one: the server will refuse it, and its row says so.
 */
export function renewing<T>(options: RenewingOptions<T>): () => Promise<T> {
  const { ask, now, beforeMs, patienceMs = 15_000 } = options;
  let held: Held<T> | null = null;
  let lastAsked = -Infinity;
  let asking: Promise<void> | null = null;

  const renew = (): Promise<void> => {
    if (asking) return asking;
    lastAsked = now();
    return asking = within(patienceMs, ask()).then((next) => {
      held = next;
    }).finally(() => asking = null);
  };

  return async () => {
    if (!held) {
      await renew();
      return held!.value;
    }
    const left = held.goodUntil - now();
    const pause = Math.min(askEveryMs.most, Math.max(askEveryMs.least, left / 4));
    if (left < beforeMs && (asking || now() - lastAsked >= pause)) {
      const renewed = renew().catch(() => {});
      if (left <= 0) await renewed;
    }
    return held.value;
  };
}

/** Rejects where `work` takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
