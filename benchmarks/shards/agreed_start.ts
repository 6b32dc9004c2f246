/** A moment at which several processes begin what they measure, or one process at a time that a person gave. */
import { type Clock, momentOf, until } from "../wire/clock.ts";

/** Whether a run goes on, and if not, how it ends. */
type Verdict = () => "no" | "finish" | "now";

/** What measured turns wait for. */
export interface AgreedStart {
  /**
   * The moment of the n-th measured turn (from 0), nanoseconds of the run's clock, shortly before it: connections that
   * are opened then are open still. At once where it is past; sooner where `verdict` ends the run. Null where the turn
   * begins once all is ready. Throws where others did not come.
   */
  soon(nth: number, verdict: Verdict): Promise<number | null>;
  /** How long was waited until now, seconds: no part of what a run may take. */
  waitedS(): number;
  /** When the first is, or was, nanoseconds of the run's clock; null while nobody knows. */
  at(): number | null;
}

/** Connections are opened so long before: less than the 5 s after which a server of Node's or uvicorn's closes them. */
export const prepareS = 4;
/** Whole milliseconds, and what a clock is steered during a warm-up, hide less; what is off by more is told from it. */
export const steeredMs = 2;

export interface AgreedStartOptions {
  clock: Clock;
  /** Finds the moment of the n-th measured turn, ms since 1970, by waiting for whom it must; null where it has none. */
  agree(nth: number, goesOn: () => boolean): Promise<number | null>;
  /** How far the clock that the moment is told by is ahead of the run's; null where nothing sure is known of it. */
  aheadMs?(): number | null;
  /** Tells a person how it stands. */
  say(words: string): void;
}

export function agreedStart({ clock, agree, aheadMs, say }: AgreedStartOptions): AgreedStart {
  let first: number | null = null;
  let waited = 0;
  /** The wait that goes on, or went on last. */
  let last = { from: 0, until: 0 };
  const lengthOf = ({ from, until }: typeof last) =>
    Math.max(0, Math.min(clock.now(), until) - from);
  return {
    async soon(nth, verdict) {
      const goesOn = () => verdict() === "no";
      waited += lengthOf(last);
      last = { from: clock.now(), until: Infinity };
      const agreedMs = await agree(nth, goesOn);
      if (agreedMs === null || !goesOn()) {
        last.until = clock.now();
        return null;
      }
      const moment = () => momentOf(clock, agreedMs - (aheadMs?.() ?? driftMs(clock)));
      let at = moment();
      if (nth === 0) {
        first = at;
        say(startText(new Date(agreedMs), (at - clock.now()) / 1e9));
      }
      await until(at - prepareS * 1e9, clock, goesOn);
      at = moment(); // of the clocks more may be known by now
      if (nth === 0) first = at;
      last.until = at;
      return at;
    },
    waitedS: () => (waited + lengthOf(last)) / 1e9,
    at: () => first,
  };
}

/** How far the wall clock went away from the run's own since it began, ms; 0 where it may be none. */
export function driftMs(clock: Clock): number {
  const ms = clock.driftMs();
  return Math.abs(ms) > steeredMs ? ms : 0;
}

/** What a person is told of a start that is so many seconds away. */
export function startText(at: Date, leftS: number): string {
  const when = at.toISOString().replace(/\.000Z$/, "Z");
  return leftS >= 0
    ? `The first measured request is due from ${when} on, in ${Math.ceil(leftS)} s.`
    : `The start was at ${when}, ${
      Math.ceil(-leftS)
    } s ago: of a schedule, what was due until now is not sent.`;
}

const oneDayS = 86_400;
/** A start that is further away is a slip of the hand. */
const [mostPastS, mostAheadS] = [oneDayS, 7 * oneDayS];

/** A moment as a person writes it (ISO 8601 with its zone), ms since 1970; or what is wrong with it, in a sentence. */
export function startOf(text: string, nowMs: number): number | string {
  const at = startAhead(text, nowMs);
  if (typeof at === "number" && at < nowMs - mostPastS * 1000) return "It is more than a day ago.";
  return at;
}

/** The same of a moment that may be long past. */
export function startAhead(text: string, nowMs: number): number | string {
  const found =
    /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))$/
      .exec(text.trim());
  if (!found) {
    return "Write it as 2026-12-01T12:00:00Z or 2026-12-01T13:00:00+01:00, with its zone.";
  }
  const [year, month, day, hour, minute, second = 0] = found.slice(1, 7).map((part) =>
    Number(part ?? 0)
  );
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const [zoneHour, zoneMinute] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  const isThere = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day &&
    hour < 24 && minute < 60 && second < 60 && zoneHour < 24 && zoneMinute < 60;
  if (!isThere) return "There is no such day or time of day.";
  const ms = Number(`0.${found[7] ?? 0}`) * 1000;
  const zone = (found[8] === "-" ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  const at = midnight.getTime() + ((hour * 60 + minute - zone) * 60 + second) * 1000 + ms;
  if (at > nowMs + mostAheadS * 1000) return "It is more than a week away.";
  return at;
}
