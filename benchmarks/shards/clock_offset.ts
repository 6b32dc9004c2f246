/** How far a clock of another machine is from this one's: NTP's way, by four time stamps. */

/** Theirs less ours, as NTP finds it: of one exchange (t2 - t1 + t3 - t4) / 2, and no surer than half its way. */
export interface ClockOffset {
  /** Whose clock: `shard 0`, or the name of the store. */
  reference: string;
  offset_s: number;
  /** The offset is no further than this from the truth, while nothing but the way of the exchange hides it. */
  uncertainty_s: number;
  /** The way there and back of the exchange that it is from, seconds. */
  round_trip_s: number;
  exchanges: number;
  /** Of this machine, ISO 8601, UTC. */
  at: string;
}

/** One exchange, ms: asked and answered by our clock, and between them what theirs said. */
export interface Exchange {
  askedMs: number;
  /** When the question came to them, and when their answer left; a clock that says one time says it for both. */
  receivedMs: number;
  sentMs: number;
  answeredMs: number;
  /** Their clock tells a time that is at most so much before the true one: 1000 of whole seconds. */
  resolutionMs: number;
}

/** What is known of an offset, ms. */
export interface Found {
  offsetMs: number;
  uncertaintyMs: number;
  roundTripMs: number;
}

/** Between which two values theirs less ours must lie, ms: no way takes less than no time. */
const bounds = (e: Exchange): [low: number, high: number] => [
  e.sentMs - e.answeredMs,
  e.receivedMs + e.resolutionMs - e.askedMs,
];

const between = ([low, high]: [number, number], roundTripMs: number): Found => ({
  offsetMs: (low + high) / 2,
  uncertaintyMs: (high - low) / 2,
  roundTripMs,
});

/** The way there and back, without what they took between. */
const roundTrip = (e: Exchange): number => e.answeredMs - e.askedMs - (e.sentMs - e.receivedMs);

/** Of one exchange: the middle of what may be, which with a fine clock is NTP's (t2 - t1 + t3 - t4) / 2. */
export const offsetOf = (e: Exchange): Found => between(bounds(e), roundTrip(e));

/**
 * Of several: that of the surest. Of a clock that is coarser than the way is long, what all of them leave: each says on
 * which side of a change of it the moment was. Null of none.
 */
export function surest(exchanges: Exchange[]): Found | null {
  if (!exchanges.length) return null;
  const best = exchanges.map(offsetOf).reduce((a, b) => b.uncertaintyMs < a.uncertaintyMs ? b : a);
  if (exchanges.every((e) => e.resolutionMs <= roundTrip(e))) return best;
  const all = exchanges.map(bounds);
  const low = Math.max(...all.map(([low]) => low));
  const high = Math.min(...all.map(([, high]) => high));
  // Nothing is left where a clock was set meanwhile.
  return low <= high ? between([low, high], Math.min(...exchanges.map(roundTrip))) : best;
}

/**
 * When to ask a coarse clock next, ms of ours from `nowMs` on: so that the middle of the way falls where it changes, if
 * the truth is the middle of what may be. Each such exchange halves what may be.
 */
export function nextAsk(
  nowMs: number,
  { offsetMs, roundTripMs }: Found,
  resolutionMs: number,
): number {
  const theirs = nowMs + roundTripMs / 2 + offsetMs;
  return nowMs + (Math.ceil(theirs / resolutionMs) * resolutionMs - theirs);
}
