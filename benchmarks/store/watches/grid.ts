/** When the rounds of a watch are due: moments that its beginning and its seed fix, whatever happens meanwhile. */
import { seeded } from "../../plan/random.ts";

/** Seconds from round to round. */
export const [shortestInterval, longestInterval] = [1, 366 * 86_400];
export const mostJitter = 0.5;

export interface Grid {
  /** When round 1 is due, milliseconds of the wall clock. */
  firstAt: number;
  everyMs: number;
  /** Share of the interval by which a round may come later than its place; by its seed, so never twice differently. */
  jitter: number;
  seed: number;
}

/** When a round, counted from 1, is due. The first begins when its user says so. */
export const dueAt = ({ firstAt, everyMs, jitter, seed }: Grid, round: number): number =>
  round === 1 ? firstAt : firstAt +
    Math.round(everyMs * (round - 1 + jitter * seeded(`watch ${seed} ${round}`).next()));

/** So much later a round may still begin; after that it is missed. */
export const toleranceMs = ({ everyMs }: Grid): number => Math.max(1000, everyMs / 10);

/** Rounds whose places lie within `forMs` of the beginning. */
export const roundsWithin = ({ everyMs }: Grid, forMs: number): number =>
  Math.ceil(forMs / everyMs);
