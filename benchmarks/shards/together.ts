/** What a process does so that it measures together with others: common starts, and clocks that know of each other. */
import { whyOf } from "../places/faults.ts";
import { type Clock, sleep } from "../wire/clock.ts";
import {
  type AgreedStart,
  agreedStart,
  type AgreedStartOptions,
  driftMs,
  steeredMs,
} from "./agreed_start.ts";
import { type ClockSource, findOffset } from "./clocks/ask.ts";
import { serveClock } from "./clocks/serve.ts";
import type { ClockOffset } from "./clock_offset.ts";
import type { ShardClocks } from "./manifest.ts";
import type { Rendezvous } from "./rendezvous.ts";

/** How a run begins and ends with others; what of it is null does not happen. */
export interface Wanted {
  /** Finds the moments at which measured turns start; `nowMs` is the clock that they are told by. */
  agree: ((told: Pick<Rendezvous, "nowMs" | "say">) => AgreedStartOptions["agree"]) | null;
  /** The clock that is asked how far it is from this process's own; or that one, where the others ask it. */
  source: ClockSource | "own" | null;
  /** The port at which `others` shards ask the clock of this process; of every address, or of `host` alone. */
  serve: { port: number; others: number; host?: string } | null;
  /** Which of several shards this is. */
  shard: number;
}

export interface Together {
  start: AgreedStart | null;
  /** After the load: asks the clock again. */
  measured(goesOn: () => boolean): Promise<ShardClocks>;
  /** Once all else is done: lets the others ask its clock, and no longer than that. */
  close(goesOn: () => boolean): Promise<void>;
}

/** An offset is no help to find the start unless it is surely one: else all begin by their own clocks. */
const isSurelyOff = (o: ClockOffset) => Math.abs(o.offset_s) > o.uncertainty_s + steeredMs / 1000;
/** Who does not answer is asked again. */
const againMs = 500;
/** Where nobody waits for others, and after a load, a clock is asked for no longer. */
const lastTriesS = 10;
/** Others may still be busy when this process's load is over. */
const lingerS = 60;

/** Opens the port of this process's clock, where there is to be one. Throws where it is taken. */
export async function together(
  { agree, source, serve, shard }: Wanted,
  clock: Clock,
  say: (words: string) => void,
): Promise<Together> {
  const originMs = Date.parse(clock.wall(0));
  const nowMs = () => originMs + clock.now() / 1e6;
  const server = serve && await serveClock(serve.port, nowMs, serve.host);
  if (server) say(`The other shards can ask the clock of this one at port ${server.port}.`);
  let silent = "it was not asked long enough";
  /** Asks until there is an answer, and `goesOn`. */
  const ask = async (goesOn: () => boolean): Promise<ClockOffset | null> => {
    if (source === null) return null;
    if (source === "own") return ownOffset(nowMs());
    while (goesOn()) {
      try {
        return await findOffset(source, { nowMs, goesOn });
      } catch (error) {
        silent = whyOf(error, source.name);
        for (let ms = 0; ms < againMs && goesOn(); ms += 50) await sleep(50);
      }
    }
    return null;
  };
  let before: ClockOffset | null = null;
  let asked = Promise.resolve();
  const askBefore = async (goesOn: () => boolean) => void (before = await ask(goesOn));
  const aheadMs = () => before && isSurelyOff(before) ? before.offset_s * 1000 : null;
  const find = agree?.({ nowMs: () => nowMs() + (aheadMs() ?? driftMs(clock)), say });
  const firstStart = async (goesOn: () => boolean) => {
    let failed = false;
    // While others are waited for there is time to ask; who comes late asks while it begins.
    const isSoon = () => clock.now() < (start!.at() ?? Infinity) + lastTriesS * 1e9;
    asked = askBefore(() => !failed && isSoon() && goesOn());
    try {
      return await find!(0, goesOn);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const start: AgreedStart | null = find
    ? agreedStart({
      ...{ clock, aheadMs, say },
      agree: (nth, goesOn) => nth === 0 ? firstStart(goesOn) : find(nth, goesOn),
    })
    : null;
  if (!start) await askBefore(within(lastTriesS, nowMs));
  return {
    start,
    async measured(goesOn) {
      await asked;
      const after = await ask(within(lastTriesS, nowMs, goesOn));
      if (source !== null && source !== "own") {
        await source.leave?.(shard).catch(() => {}); // no more than a courtesy
        if (!before || !after) {
          const when = before ? "after" : "before";
          say(`The clock of ${source.name} is not known ${when} the load: ${silent}.`);
        }
      }
      const at = start?.at() ?? null;
      return { before, after, start_at: at === null ? null : clock.wall(at) };
    },
    async close(goesOn) {
      await server?.lastAsked(serve!.others, lingerS, goesOn);
      await server?.close();
    },
  };
}

const within = (s: number, nowMs: () => number, goesOn = () => true) => {
  const until = nowMs() + s * 1000;
  return () => nowMs() < until && goesOn();
};

/** Of the clock that the others ask. */
const ownOffset = (ms: number): ClockOffset => ({
  reference: "shard 0",
  offset_s: 0,
  uncertainty_s: 0,
  round_trip_s: 0,
  exchanges: 0,
  at: new Date(ms).toISOString(),
});
