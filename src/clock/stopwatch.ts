/** How long a reader waited. This folder is the one place of the pages that reads a clock. */

/** Starts; returns what gives the seconds since. */
export function startWatch(): () => number {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
}

/** Seconds as a line under a table has them. */
export const secondsText = (seconds: number): string =>
  seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${seconds.toFixed(1)} s`;
