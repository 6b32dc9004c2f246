/** Machines whose clocks are off, and what they know of that; seconds, and the truth is the reference's clock. */
import type { Shard } from "../../../benchmarks/shards/shard.ts";
import { type Random, seeded } from "../../../benchmarks/plan/random.ts";

export interface Machine extends Shard {
  /** Its wall clock less the truth. */
  skew_s: number;
  /** What it found: the truth less its own clock, by four time stamps; and how sure that is. */
  offset_s: number;
  uncertainty_s: number;
  /** When its turn begins, in truth; 0 is the moment that all agreed on. */
  start_s: number;
  /** It is ready only then, in truth; what its schedule has before is not sent. */
  ready_s: number;
}

/** What is wrong with a fleet. */
export interface Plants {
  /** Standard deviation of its clocks. */
  skewSd_s?: number;
  /** The way there and back of an exchange of time stamps; each part of it is any share of the whole. */
  roundTrip_s?: number;
  /** Whether a machine begins by its own clock, or by that clock with the offset that it found. */
  startBy?: "own clock" | "offset";
  /** Share of the machines that come late, and by how much. */
  lateShare?: number;
  late_s?: number;
}

const microsecond = 1e-6;
/** A row's times have microseconds. */
const whole = (s: number): number => Math.round(s / microsecond) * microsecond;

/** `count` machines with these faults, by seed. */
export function machinesOf(count: number, plants: Plants, seed: string): Machine[] {
  const random = seeded(seed);
  const late = lateOnes(count, plants.lateShare ?? 0, seeded(`${seed} late`));
  return Array.from({ length: count }, (_, index) => {
    const skew_s = whole((plants.skewSd_s ?? 0) * random.normal());
    const { error_s, uncertainty_s } = exchanged(plants.roundTrip_s ?? 0, random);
    const offset_s = whole(-skew_s + error_s);
    const start_s = plants.startBy === "own clock" ? -skew_s : -(skew_s + offset_s);
    const ready_s = late.has(index) ? plants.late_s ?? 0 : -Infinity;
    return { index, count, skew_s, offset_s, uncertainty_s, start_s, ready_s };
  });
}

/** NTP's formula halves the difference of the two ways: it is off by half of what they differ by. */
function exchanged(roundTrip_s: number, random: Random) {
  const there_s = roundTrip_s * random.next();
  const back_s = roundTrip_s - there_s;
  return { error_s: (there_s - back_s) / 2, uncertainty_s: roundTrip_s / 2 };
}

/** As many of them as are the share, rounded. */
const lateOnes = (count: number, share: number, random: Random): Set<number> =>
  new Set(
    random.shuffle(Array.from({ length: count }, (_, i) => i)).slice(0, Math.round(share * count)),
  );
