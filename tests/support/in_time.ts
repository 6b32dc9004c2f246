/** Tests of time limits on a machine that may be busy: what they hold is tried where the machine kept time. */

const lookMs = 5;
/** Every time of such a test may be so many times as long. */
const factors = [1, 2, 4, 8, 16];

/**
 * Tries work whose times are all multiplied by a factor, until this process was never away for `mostAwayMs` times that
 * factor meanwhile: whoever is away longer is late on both sides of a connection, and meets another case than the one
 * that is meant. Judge its answer, not in it: the last one is given whatever the machine did.
 */
export async function inTime<T>(
  mostAwayMs: number,
  work: (factor: number) => Promise<T>,
): Promise<{ factor: number; found: T }> {
  for (const factor of factors) {
    let [last, away] = [performance.now(), 0];
    const look = () => {
      const now = performance.now();
      away = Math.max(away, now - last - lookMs);
      last = now;
    };
    const looking = setInterval(look, lookMs);
    let found: T;
    try {
      found = await work(factor);
    } finally {
      clearInterval(looking);
    }
    look();
    if (away <= mostAwayMs * factor || factor === factors.at(-1)) return { factor, found };
  }
  throw new Error("no factor");
}
