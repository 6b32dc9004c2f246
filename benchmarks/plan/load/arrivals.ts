/**
 * When the requests of an open loop arrive: seconds from the start of their turn, from a seed alone, all made before
 * the load. Pure.
 *
 * A process of unit rate (gaps of mean 1) is laid over the planned rate: its k-th arrival at u comes at the moment t at
 * which the rate has promised u arrivals (the inverse of the integral of the rate). At a fixed rate that is u / rate.
 */
import { type Random, seeded } from "../random.ts";

/** How the gaps between arrivals are spread. */
export interface Spacing {
  /** Equal gaps; exponential ones (a Poisson process); or gamma ones. */
  arrivals: "constant" | "poisson" | "gamma";
  /** Shape of the gamma: 1 is Poisson, below 1 bursts, above 1 evens out. */
  burstiness: number;
}

/** A stretch of time whose rate goes from `from` to `to`; it ends at whichever limit comes first. */
export interface Stretch {
  /** Requests per second. */
  from: number;
  to: number;
  curve: "linear" | "exponential";
  seconds: number;
  requests: number;
}

export interface Arrival {
  /** Seconds from the start of the turn. */
  atS: number;
  /** Planned rate at that moment, requests per second. */
  rate: number;
}

/** The arrivals of stretches that follow each other; each begins a process of its own. */
export function arrivalsOf(stretches: Stretch[], spacing: Spacing, seed: string): Arrival[] {
  const random = seeded(seed);
  const found: Arrival[] = [];
  let begin = 0;
  for (const stretch of stretches) {
    const { from, to, seconds, requests } = stretch;
    if (!(requests < Infinity) && !(seconds < Infinity)) {
      throw new Error("A stretch of a schedule needs an end: a number of requests, or of seconds");
    }
    const fixed = from === to;
    // Equal gaps begin at once; a random process begins with a gap.
    let units = spacing.arrivals === "constant" ? 0 : gap(spacing, random);
    let n = 0;
    let at = momentOf(units, stretch);
    for (; n < requests && at < seconds; n++) {
      found.push({ atS: begin + at, rate: fixed ? from : rateAt(at, stretch) });
      units += gap(spacing, random);
      at = momentOf(units, stretch);
    }
    const ended = n < requests ? seconds : Math.min(seconds, at);
    begin += ended;
  }
  return found;
}

/** The rate of a stretch at a moment of it. */
function rateAt(at: number, { from, to, curve, seconds }: Stretch): number {
  return curve === "linear"
    ? from + (to - from) * at / seconds
    : from * (to / from) ** (at / seconds);
}

/** When a stretch has promised so many arrivals; Infinity where it never does. */
function momentOf(units: number, { from, to, curve, seconds }: Stretch): number {
  if (from === to) return units / from;
  if (curve === "linear") {
    const slope = (to - from) / seconds;
    const root = from * from + 2 * slope * units;
    // In this form a slope near 0, and a start at 0, lose no digits.
    return root < 0 ? Infinity : units === 0 ? 0 : 2 * units / (from + Math.sqrt(root));
  }
  const growth = Math.log(to / from) / seconds;
  const share = 1 + units * growth / from;
  return share <= 0 ? Infinity : Math.log(share) / growth;
}

/** The next gap of a process of unit rate. */
function gap({ arrivals, burstiness }: Spacing, random: Random): number {
  if (arrivals === "constant") return 1;
  return arrivals === "poisson" ? exponential(random) : gamma(burstiness, random) / burstiness;
}

const exponential = (random: Random) => -Math.log(1 - random.next());

/** A gamma variate of that shape and scale 1 (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = random.normal();
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < x * x / 2 + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
