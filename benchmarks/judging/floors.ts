/** What a quantile needs before anything is said about it. */

/** Attempts a group needs before any of its quantiles has an interval. */
export const minAttempts = 50;

/**
 * Effective n that quantile `p` needs before it has a two-sided interval: the least m with
 * max(p, 1 - p)^m <= alpha / 2 (Hahn and Meeker). At 95%: median 6, P90 36, P95 72, P99 368.
 */
export function leastEffectiveN(p: number, alpha = 0.05): number {
  return Math.ceil(Math.log(alpha / 2) / Math.log(Math.max(p, 1 - p)));
}

/** Time blocks without which everything holds for the run's own session only. */
export const minBlocks = 10;

/**
 * Time blocks that quantile `p` needs before its interval stands for other times than the run's own: median from ten,
 * P90 and P95 from 20, P99 from 40; other quantiles as the next one further out.
 */
export function leastBlocks(p: number): number {
  const tail = Math.max(p, 1 - p);
  return tail <= 0.5 ? minBlocks : tail <= 0.95 ? 20 : 40;
}
