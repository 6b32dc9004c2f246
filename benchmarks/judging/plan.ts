/** What a planned number of requests can find, before there is data. */

import { leastEffectiveN, minAttempts } from "./floors.js";

// p (1 - p) / phi(z_p)^2: variance of a quantile of normal values, times n over their variance.
const quantileCost = { 0.5: 1.5708, 0.95: 4.4653 } as const;

/** Effective n is the planned one over this. */
export const dependence = { independent: 1, waves: 2.6, ar67: 3.6 } as const;

/** What a plan assumes: sigma of the log of the metric, n over effective n, and which quantile. */
export interface Assumed {
  sigma: number;
  tau: number;
  p: keyof typeof quantileCost;
}

/**
 * Requests that each of two systems needs for 90% power to find a difference of `delta` (0.1 is 10%) at 95%:
 * 1.3 x 2 x (1.96 + 1.2816)^2 c tau (sigma / ln(1 + delta))^2. The 1.3 is the price of estimating effective n.
 */
export function plannedN(delta: number, { sigma, tau, p }: Assumed): number {
  return Math.ceil(cost({ sigma, tau, p }) / Math.log1p(delta) ** 2);
}

/** The inverse: the difference that `n` requests of each system find with 90% power. */
export function detectable(n: number, assumed: Assumed): number {
  return Math.expm1(Math.sqrt(cost(assumed) / n));
}

/**
 * Requests that bear more than the floor of quantile `p` asks for: effective n is estimated, so
 * that just above the floor most runs fall below it. By simulation (independent and waves, 1 to 40
 * blocks) a run has the interval in 9 of 10 cases from 2.5 times the floor on, and finds what
 * `detectable` names in 8 or 9 of 10 from 5 times on.
 */
export const sureOf = {
  interval: (p: number, tau: number): number => above(2.5, p, tau),
  difference: (p: number, tau: number): number => above(5, p, tau),
};

const above = (times: number, p: number, tau: number) =>
  Math.max(minAttempts, Math.ceil(times * leastEffectiveN(p) * tau));

function cost({ sigma, tau, p }: Assumed): number {
  return 1.3 * 2 * (1.96 + 1.2816) ** 2 * quantileCost[p] * tau * sigma ** 2;
}
