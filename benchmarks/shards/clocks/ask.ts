/** Asks a clock of another machine what time it is, until no further question would tell more. */
import type { Place } from "../../places/place.ts";
import { sleep } from "../../wire/clock.ts";
import { lastHeader } from "./serve.ts";
import { type ClockOffset, type Exchange, nextAsk, offsetOf, surest } from "../clock_offset.ts";

/** A clock that can be asked. */
export interface ClockSource {
  /** Whose it is. */
  name: string;
  /** One exchange by `nowMs`, our clock. Throws where nobody answers. */
  ask(nowMs: () => number): Promise<Exchange>;
  /** Says that shard `index` asks no more. */
  leave?(index: number): Promise<void>;
}

const timeoutMs = 5000;
/** An answer has two numbers. */
const mostBytes = 1024;
/** Of a fine clock the surest of so many is kept; the first opens the connection. */
const exchangesOfFine = 8;
/** Of whole seconds each exchange halves what may be: after so many no way is shorter. */
const exchangesOfCoarse = 12;
const longestSleepMs = 50;

/** The clock of another process, over HTTP (serve.ts). */
export const httpClock = (url: string): ClockSource => ({
  name: "shard 0",
  async ask(nowMs) {
    const askedMs = nowMs();
    const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "error" });
    const answeredMs = nowMs();
    const said = parsed(await firstBytes(answer));
    const [receivedMs, sentMs] = [said?.received_ms, said?.sent_ms];
    if (!answer.ok || !isTime(receivedMs) || !isTime(sentMs) || sentMs < receivedMs) {
      throw new Error(`${url} is no clock: it answered ${answer.status}, and not with two times`);
    }
    return { askedMs, receivedMs, sentMs, answeredMs, resolutionMs: 0 };
  },
  async leave(index) {
    const headers = { [lastHeader]: String(index) };
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
    await answer.body?.cancel();
  },
});

/** The clock of a store. */
export const placeClock = (place: Pick<Place, "name" | "time">): ClockSource => ({
  name: place.name,
  async ask(nowMs) {
    const askedMs = nowMs();
    const { theirsMs, resolutionMs } = await place.time();
    return { askedMs, receivedMs: theirsMs, sentMs: theirsMs, answeredMs: nowMs(), resolutionMs };
  },
});

const isTime = (ms: unknown): ms is number => typeof ms === "number" && Number.isFinite(ms);

async function firstBytes(answer: Response): Promise<string> {
  const bytes = new Uint8Array(mostBytes);
  let n = 0;
  const reader = answer.body?.getReader();
  for (let more = await reader?.read(); more && !more.done; more = await reader!.read()) {
    if (n + more.value.length > mostBytes) {
      await reader!.cancel();
      return "";
    }
    bytes.set(more.value, n);
    n += more.value.length;
  }
  return new TextDecoder().decode(bytes.subarray(0, n));
}

function parsed(text: string): { received_ms?: unknown; sent_ms?: unknown } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How an offset is found. */
export interface Asking {
  /** Our clock, ms since 1970: that by which rows are stamped. */
  nowMs(): number;
  goesOn(): boolean;
}

/** Theirs less ours; null where `goesOn` said no first. Throws where nobody answers as long as it goes on. */
export async function findOffset(
  source: ClockSource,
  { nowMs, goesOn }: Asking,
): Promise<ClockOffset | null> {
  const exchanges: Exchange[] = [];
  let isCoarse = false;
  while (goesOn() && exchanges.length < (isCoarse ? exchangesOfCoarse : exchangesOfFine)) {
    const found = surest(exchanges);
    const last = exchanges.at(-1);
    if (found && last && isCoarse) {
      // As sure as one exchange can be of a clock that is fine.
      if (found.uncertaintyMs <= found.roundTripMs / 2 + 1) break;
      await until(nextAsk(nowMs(), found, last.resolutionMs), nowMs, goesOn);
      if (!goesOn()) break;
    }
    const exchange = await whileWanted(source.ask(nowMs), goesOn);
    if (exchange === null && !exchanges.length) throw new Error("it did not answer");
    if (exchange === null) break;
    exchanges.push(exchange);
    isCoarse ||= exchange.resolutionMs > offsetOf(exchange).roundTripMs;
  }
  const found = surest(exchanges);
  return found && {
    reference: source.name,
    offset_s: seconds(found.offsetMs),
    uncertainty_s: seconds(found.uncertaintyMs),
    round_trip_s: seconds(found.roundTripMs),
    exchanges: exchanges.length,
    at: new Date(nowMs()).toISOString(),
  };
}

/** Microseconds are more than any of it is worth. */
const seconds = (ms: number) => Math.round(ms * 1000) / 1e6;

/** What comes of `work`; null once `goesOn` says no: who does not answer is not waited for. */
async function whileWanted<T>(work: Promise<T>, goesOn: () => boolean): Promise<T | null> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const ended = new Promise<null>((resolve) => {
    timer = setInterval(() => goesOn() || resolve(null), longestSleepMs);
  });
  work.catch(() => {}); // nobody may hear of it any more
  return await Promise.race([work, ended]).finally(() => clearInterval(timer));
}

async function until(ms: number, nowMs: () => number, goesOn: () => boolean): Promise<void> {
  for (let left = ms - nowMs(); left > 0 && goesOn(); left = ms - nowMs()) {
    await sleep(Math.min(left, longestSleepMs));
  }
}
