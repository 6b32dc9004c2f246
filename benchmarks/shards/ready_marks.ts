/**
 * Which shards are ready: those whose mark in the place lives. What a process that was killed left there does not
 * change any more. No clock of two machines is compared.
 */
import type { Place } from "../places/place.ts";
import { monotonicMs } from "../wire/clock.ts";
import type { Shard } from "./shard.ts";

/** Waiting on would not help. */
export class NotTogether extends Error {}

export interface Marks {
  /** Without a mark, or with one that has not changed for long; in order. */
  missing: number[];
  /** With a mark that was there before this shard looked, and has not changed since. */
  unsure: number[];
}

/** A mark that did not change for so many beats, or so long, is of a process that is gone. */
const [silentBeats, silentS] = [4, 15];

/**
 * Looks again and again at the marks below `folder`, each of which is written again every `beatS`. Before a later turn
 * than the first a mark counts at once: who has it was there a moment ago.
 */
export function readyMarks(folder: string, { nth, beatS }: { nth: number; beatS: number }) {
  const seen = new Map<number, { stamp: string; changedAt: number; lives: boolean }>();
  const silentMs = Math.max(silentS, silentBeats * beatS) * 1000;
  let isFirst = true;
  return {
    /** Throws where there is a mark of a shard that this run cannot have. */
    async look(place: Place, runId: string, { index: own, count }: Shard): Promise<Marks> {
      const there = new Set<number>();
      for (const { path, stamp } of await place.list(folder)) {
        const name = /\/(\d+)\.json$/.exec(path);
        if (!name) continue;
        const index = Number(name[1]);
        there.add(index);
        const known = seen.get(index);
        if (known?.stamp === stamp) continue;
        const lives = index === own || nth > 0 || known !== undefined || !isFirst;
        seen.set(index, { stamp, changedAt: monotonicMs(), lives });
      }
      isFirst = false;
      const highest = Math.max(-1, ...there);
      if (highest >= count) {
        throw new NotTogether(
          `Shard ${highest} is there, but this is a run of ${count} shards (${runId}): ` +
            "all of them need the same count, and another run another id.",
        );
      }
      for (const index of seen.keys()) if (!there.has(index)) seen.delete(index);
      const all = Array.from({ length: count }, (_, index) => index);
      const isSilent = (index: number) =>
        index !== own && monotonicMs() - seen.get(index)!.changedAt > silentMs;
      return {
        missing: all.filter((index) => !there.has(index) || isSilent(index)),
        unsure: all.filter((index) =>
          there.has(index) && !isSilent(index) && !seen.get(index)!.lives
        ),
      };
    },
  };
}
