/** The parts of definitions that most tools have, in a line each. */
import type { Divisor, Mark, PerToken, Rate } from "./definition.ts";

/** A span of time, divided. */
export const span = (name: string, from: Mark, to: Mark, over: Divisor): PerToken => ({
  name,
  from,
  to,
  over,
});
/** The same, its mean over tokens. */
export const byToken = (...args: Parameters<typeof span>): PerToken => ({
  ...span(...args),
  byToken: true,
});
/** Tokens of one request per second. */
export const rate = (name: string, count: Divisor, from: Mark, to: Mark): Rate => ({
  name,
  count,
  from,
  to,
});
