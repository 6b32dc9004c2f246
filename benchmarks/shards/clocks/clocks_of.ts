/** What is known of the clocks of a run's shards, and what their times are good for. Pure. */
import { clockLimitMs } from "../../shared/timing_limits.ts";
import type { ClockOffset } from "../clock_offset.ts";
import type { Manifest } from "../manifest.ts";

const clockLimitS = clockLimitMs / 1000;

/** One shard's clock throughout its load. */
export interface ShardClock {
  shard: number;
  /** When its first measured turn began, by its own clock; null where no start was agreed on. */
  start_at: string | null;
  /** Theirs less its own, seconds, and no further than so much from the truth; null where it was not asked twice. */
  offset_s: number | null;
  uncertainty_s: number | null;
  before: ClockOffset | null;
  after: ClockOffset | null;
}

/** As `run.json` of a merged run has it, under `clocks`. */
export interface RunClocks {
  /** The clock that all of them were asked about; null where they were not, or not about the same one. */
  reference: string | null;
  limit_s: number;
  /** Whether moments of different shards have an order. */
  sure: boolean;
  /** How far two of the clocks may have been apart, seconds; null where one is not known. */
  apart_s: number | null;
  /** In one sentence. */
  words: string;
  shards: ShardClock[];
}

export interface FoundClocks {
  clocks: RunClocks;
  /** What the run's times lack, as `clock` of `run.json` has it; null where they lack nothing. */
  clock: string | null;
}

type Said = Pick<Manifest, "shard" | "clock">;

/** Null of one shard or none: there nothing is to be compared. */
export function clocksOf(manifests: Said[]): FoundClocks | null {
  if (manifests.length < 2) return null;
  const shards = manifests.toSorted((a, b) => a.shard - b.shard).map(clockOf);
  const references = new Set(
    shards.flatMap(({ before, after }) => [before, after].flatMap((o) => o ? [o.reference] : [])),
  );
  const known = shards.every((s) => s.offset_s !== null);
  const reference = references.size === 1 && known ? [...references][0] : null;
  const least = reference === null ? null : shards.reduce((a, b) => unsure(b) > unsure(a) ? b : a);
  const sure = least !== null && unsure(least) <= clockLimitS;
  const apart_s = least === null ? null : apartOf(shards);
  const given = { limit_s: clockLimitS, reference, sure, apart_s, shards };
  const offBy =
    `what spans several of them (the run's length, what was served a second in all) may be off by ${
      apart_s === null ? "as much" : milliseconds(apart_s)
    }`;
  if (sure) {
    const found =
      `the clocks of its ${shards.length} shards were at most ${milliseconds(apart_s!)} apart, ` +
      `each known to ${milliseconds(unsure(least))} by the clock of ${reference}`;
    const clock = apart_s! > clockLimitS ? `${found}: ${offBy}` : null;
    const words = sentence(clock ?? `${found}; its rows keep their own times`);
    return { clocks: { ...given, words }, clock };
  }
  const why = whyUnsure(shards, references, least);
  const clock = `moments of different shards have no order: ${why}. ` +
    `Each shard's own times are right; ${offBy}`;
  return { clocks: { ...given, words: sentence(clock) }, clock };
}

const sentence = (text: string) => `${text[0].toUpperCase()}${text.slice(1)}.`;

const unsure = ({ uncertainty_s }: ShardClock): number => uncertainty_s ?? Infinity;

/** Before and after the load: the middle, as unsure as the less sure of both and as what it moved meanwhile. */
function clockOf({ shard, clock: { before, after, start_at = null } }: Said): ShardClock {
  const said = { shard, start_at, before, after };
  if (!before || !after) return { ...said, offset_s: null, uncertainty_s: null };
  const low = Math.min(...[before, after].map((o) => o.offset_s - o.uncertainty_s));
  const high = Math.max(...[before, after].map((o) => o.offset_s + o.uncertainty_s));
  return { ...said, offset_s: micro((low + high) / 2), uncertainty_s: micro((high - low) / 2) };
}

const micro = (s: number) => Math.round(s * 1e6) / 1e6;

/** The most that two of them may be apart. */
function apartOf(shards: ShardClock[]): number {
  const ends = shards.map(({ offset_s: o, uncertainty_s: u }) => ({ low: o! - u!, high: o! + u! }));
  const [lowest, second] = ends.toSorted((a, b) => a.low - b.low);
  // A clock is not away from itself, however unsure it is.
  const most = ends.map((of) => of.high - (of === lowest ? second : lowest).low);
  return micro(Math.max(0, ...most));
}

function whyUnsure(
  shards: ShardClock[],
  references: Set<string>,
  least: ShardClock | null,
): string {
  if (least) {
    return `the clock of shard ${least.shard} is known to ${milliseconds(unsure(least))} only, ` +
      `and ${milliseconds(clockLimitS)} would be enough`;
  }
  if (references.size === 0) return "no clock was asked how far the shards' own are apart";
  if (references.size > 1) {
    return `they asked different clocks (${[...references].sort().join(", ")})`;
  }
  const silent = shards.filter((s) => s.offset_s === null);
  const [first, ...more] = silent;
  const when = first.before ? "after" : first.after ? "before" : "before and after";
  return `the clock of shard ${first.shard}${more.length ? ` and of ${more.length} more` : ""} ` +
    `is not known ${when} its load`;
}

/** "0.42 ms", "35 ms", "2.1 s". */
function milliseconds(s: number): string {
  const ms = s * 1000;
  if (ms >= 1000) return `${Number(s.toPrecision(2))} s`;
  return `${Number(ms.toPrecision(2))} ms`;
}
