/**
 * Where shards wait for each other: in the place of their store, without anybody who leads. Each puts down that it is
 * ready; when all are, the lowest says when they begin, and that stands: who comes later, or again, finds it.
 */
import { whyOf } from "../places/faults.ts";
import type { Place } from "../places/place.ts";
import { monotonicMs, sleep } from "../wire/clock.ts";
import { goneText, missedText, waitingText } from "./rendezvous_words.ts";
import { NotTogether, readyMarks } from "./ready_marks.ts";
import type { Shard } from "./shard.ts";
import { agreeOn, startIn } from "./start_file.ts";

export interface Rendezvous {
  place: Place;
  runId: string;
  shard: Shard;
  /** So long the others are waited for, seconds. */
  withinS: number;
  /** From the moment that all are ready to the start, seconds (default: as long as all need to hear of it). */
  leadS?: number;
  /** What time it is by the clock that a start is told by, ms since 1970. */
  nowMs(): number;
  say(words: string): void;
}

/** `runs/RUN/ready/I.json`; before the n-th measured turn after the first, `runs/RUN/turns/n/ready/I.json`. */
interface Ready {
  shard: number;
  shards: number;
  at: string;
  /** Counts up as long as its writer lives. */
  beat: number;
}
/** One shard asks a store no more often than this, and all together so often in a second. */
const [leastPollS, pollsPerS] = [0.5, 200];
/** Before the first turn there is time to open connections, and for clocks that are a little apart. */
const [firstLeadS, laterLeadS] = [10, 2];
/** Who is not the lowest looks who is there so many times less often, and writes the start if the lowest does not. */
const patience = 6;
/** Who waits says so again every so many looks. */
const looksPerBeat = 4;
const longestSleepMs = 50;
const sayEveryS = 10;

/** Seconds between two looks of one shard: a thousand of them ask a store together as often as a hundred. */
export const pollS = ({ count }: Shard): number => Math.max(leastPollS, count / pollsPerS);

/** Where shards meet before the n-th measured turn of a run, from 0. */
const meetingPath = (runId: string, nth: number) =>
  nth === 0 ? `runs/${runId}/` : `runs/${runId}/turns/${nth}/`;

/**
 * Gives a shard's way to find the start of the n-th measured turn, ms since 1970, which may be past. It resolves as
 * soon as that is known, or with NaN where `goesOn` says no. Before the first turn it throws, with a sentence that
 * names who is missing; later turns begin without who is gone.
 */
export function meetings(
  rendezvous: Rendezvous,
): (nth: number, goesOn: () => boolean) => Promise<number> {
  const gone = new Set<number>();
  return (nth, goesOn) => meet(rendezvous, nth, gone, goesOn);
}

async function meet(
  { place, runId, shard, withinS, leadS, nowMs, say }: Rendezvous,
  nth: number,
  gone: Set<number>,
  goesOn: () => boolean,
): Promise<number> {
  const at = meetingPath(runId, nth);
  const markPath = `${at}ready/${shard.index}.json`;
  const waitS = pollS(shard);
  const began = monotonicMs();
  const passedS = () => (monotonicMs() - began) / 1000;
  const marks = readyMarks(`${at}ready/`, { nth, beatS: looksPerBeat * waitS });
  let [said, saidAt, whole, beat] = ["", -Infinity, Infinity, 0];
  let absent: number[] | null = null;
  const sayNow = (words: string) => {
    if (words === said && passedS() - saidAt < sayEveryS) return;
    [said, saidAt] = [words, passedS()];
    say(words);
  };
  const mark = async () => {
    const ready: Ready = {
      shard: shard.index,
      shards: shard.count,
      at: new Date(nowMs()).toISOString(),
      beat,
    };
    await place.write(markPath, new TextEncoder().encode(JSON.stringify(ready) + "\n"));
    beat++;
  };
  /** The start, if it can be known by now. The lowest looks who is there; the others now and then. */
  const look = async (n: number): Promise<number | null> => {
    const start = await startIn(place, at, nowMs());
    if (start !== null) return start;
    if (n % looksPerBeat === 0 || beat === 0) await mark();
    const lowest = Array.from({ length: shard.count }, (_, i) => i).find((i) => !gone.has(i));
    if (shard.index !== lowest && n % patience > 0 && passedS() <= withinS) return null;
    const found = await marks.look(place, runId, shard);
    const others = (all: number[]) => all.filter((index) => !gone.has(index));
    const late = passedS() > withinS;
    // Of whom nothing but an old mark is there, nobody knows yet; in the end they did not come.
    const [away, unsure] = [others(found.missing), others(found.unsure)];
    const missing = away.length || !late ? away : unsure;
    // Who was there once has waited long enough, too, and is none of those who did not come.
    absent = absent?.filter((index) => missing.includes(index)) ?? missing;
    if (missing.length && late) {
      if (nth === 0) {
        throw new NotTogether(missedText(absent.length ? absent : missing, shard, withinS));
      }
      for (const index of missing) gone.add(index);
      say(goneText(missing, shard));
    } else if (missing.length) {
      // Between turns some are done a little sooner than others.
      if (nth === 0 || passedS() > sayEveryS) sayNow(waitingText(missing, shard));
      return null;
    } else if (unsure.length && !late) return null;
    whole = Math.min(whole, n);
    if (shard.index !== lowest && n < whole + patience) return null;
    const ownLeadS = leadS ?? Math.max(nth === 0 ? firstLeadS : laterLeadS, 2 * waitS + 1);
    const startMs = nowMs() + ownLeadS * 1000;
    return await agreeOn(
      place,
      at,
      { at: new Date(startMs).toISOString(), by: shard.index },
      nowMs(),
    );
  };
  const wait = async (): Promise<number> => {
    for (let n = 0; goesOn(); n++) {
      try {
        const start = await look(n);
        if (start !== null) return start;
      } catch (error) {
        // A store that does not answer now may answer soon.
        if (error instanceof NotTogether || passedS() > withinS) throw error;
        sayNow(`${place.name} did not answer: ${whyOf(error, place.name)}.`);
      }
      // Spread, so that shards that began together do not ask together for ever.
      await rest(waitS * (0.8 + 0.4 * shard.index / shard.count), goesOn);
    }
    return NaN;
  };
  let start = NaN;
  try {
    return start = await wait();
  } finally {
    // Who has gone is not ready: else the next that begins would not wait for it.
    if (beat > 0 && Number.isNaN(start)) await place.remove(markPath).catch(() => {});
  }
}

async function rest(s: number, goesOn: () => boolean): Promise<void> {
  const until = monotonicMs() + s * 1000;
  for (let left = s * 1000; left > 0 && goesOn(); left = until - monotonicMs()) {
    await sleep(Math.min(left, longestSleepMs));
  }
}
