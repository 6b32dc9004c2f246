/** How far a clock of another machine is from this one's. */

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
