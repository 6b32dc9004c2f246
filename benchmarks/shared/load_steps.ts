/** The steps of a load, and between which of them enough requests stop to be good. Pure. */

/** How a step went: of all requests that succeeded, failed or were dropped, the share that kept every limit. */
export interface Step {
  /** Requests per second, or in flight. */
  level: number;
  n: number;
  share: number;
  /** Ends of the share's 95% interval. */
  low: number;
  high: number;
}

/** Whether enough of its requests were good. */
export const met = ({ n, share }: Step, goodput: number): boolean => n > 0 && share >= goodput;

/** Whether the 95% interval of a step's goodput lies wholly on one side of what is asked. */
export const isSure = ({ low, high }: Step, goodput: number): boolean =>
  low >= goodput || high < goodput;

/** The highest step below every one that failed, and the lowest one that failed; null where there is none. */
export function bracket(
  { goodput }: { goodput: number },
  steps: Step[],
): { high: Step | null; low: Step | null } {
  const sorted = steps.toSorted((a, b) => a.level - b.level);
  const low = sorted.find((step) => !met(step, goodput)) ?? null;
  const high = sorted.findLast((s) => met(s, goodput) && (!low || s.level < low.level)) ?? null;
  return { high, low };
}
