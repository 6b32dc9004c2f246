/** What a configuration's load means for each turn of its plan. */
import type { Config } from "../config_schema.ts";
import { type Arrival, arrivalsOf, type Stretch } from "./arrivals.ts";
import { findLevels } from "./find_steps.ts";
import { isScheduled, type Shaped } from "./load_schema.ts";

/** The requests of one turn. */
export interface TurnLoad {
  /** How many there are; of a closed loop with a number of seconds, how many there may be. */
  requests: number;
  /** Moments and rates, where a schedule says when to send. */
  arrivals: Arrival[] | null;
  /** Most in flight, where it is not the configuration's. */
  concurrency?: number;
  /** A closed loop begins no request after so many seconds. */
  seconds?: number;
}

/** What ends a turn: a number of requests, of seconds, or whichever comes first. */
interface Ends {
  requests: number | null;
  seconds: number | null;
}

/** A closed loop of seconds is planned for answers that take this long; quicker ones end it sooner. */
const quickAnswerS = 0.1;

/** Of each block, for all targets alike: they are compared under the same load. */
export function blockLoads(config: Config): TurnLoad[] {
  const { load, seed, duration_s } = config;
  const ends = { requests: config.requests, seconds: duration_s };
  const seedOf = (block: number) => `arrivals ${seed} ${block}`;
  if (typeof load !== "string") {
    if (load.shape === "stages") return stagesOf(config, load, seedOf(0));
    if (load.shape === "sweep") {
      return sweepLevels(load).map((level, i) =>
        load.rate
          ? scheduled(config, [fixed(level)], ends, seedOf(i))
          : closedLoop(config, ends, level)
      );
    }
    if (load.shape === "find") {
      const { to } = load.rate ?? load.concurrency!;
      // Its rates are not known yet: a schedule of 1 request/s is laid over each when it is.
      const most = { requests: ends.requests ?? enough(ends.seconds! * to), seconds: null };
      return findLevels(load).map((_, i) =>
        load.rate ? scheduled(config, [fixed(1)], most, seedOf(i)) : closedLoop(config, ends, to)
      );
    }
  }
  const edge = (block: number) => Math.floor((block * (ends.requests ?? 0)) / config.blocks);
  return Array.from({ length: config.blocks }, (_, b) => {
    const own = {
      requests: ends.requests === null ? null : edge(b + 1) - edge(b),
      seconds: ends.seconds === null ? null : ends.seconds / config.blocks,
    };
    return turnLoad(config, own, seedOf(b));
  });
}

/** Of the warm-up of every target, under the load with which its first block begins; null where there is none. */
export function warmupLoad(config: Config): TurnLoad | null {
  const ends = { requests: config.warmup || null, seconds: config.warmup_s };
  if (ends.requests === null && ends.seconds === null) return null;
  const { load, seed } = config;
  const name = `arrivals ${seed} warmup`;
  if (
    typeof load === "string" || load.shape === "open" || load.shape === "ramp" ||
    load.shape === "trace"
  ) {
    return turnLoad(config, ends, name);
  }
  const level = levelsOf(load)[0];
  return isScheduled(load)
    ? scheduled(config, [fixed(level)], ends, name)
    : closedLoop(config, ends, level);
}

/** Of the cool-down of every target, which goes on from the end of its last block; null where there is none. */
export function cooldownLoad(config: Config): TurnLoad | null {
  const ends = { requests: config.cooldown || null, seconds: config.cooldown_s };
  if (ends.requests === null && ends.seconds === null) return null;
  if (typeof config.load === "object" && config.load.shape === "trace") {
    return turnLoad(config, ends, "");
  }
  const last = blockLoads(config).at(-1)!.arrivals?.at(-1);
  if (!last) return closedLoop(config, ends);
  const after = scheduled(config, [fixed(last.rate)], ends, `arrivals ${config.seed} cooldown`);
  const equal = (config.load as Shaped<"open">).arrivals === "constant";
  const begin = last.atS + (equal ? 1 / last.rate : 0);
  return { ...after, arrivals: after.arrivals!.map((a) => ({ ...a, atS: begin + a.atS })) };
}

function turnLoad(config: Config, ends: Ends, seed: string): TurnLoad {
  const { load } = config;
  if (typeof load === "string") return closedLoop(config, ends);
  // Its sessions have their own moments.
  if (load.shape === "trace") return { requests: ends.requests ?? 0, arrivals: null };
  if (load.shape === "ramp") {
    const { from, to, ramp_s, curve } = load;
    const rising = { from, to, curve, seconds: ramp_s, requests: Infinity };
    return scheduled(config, [rising, fixed(to)], ends, seed);
  }
  return scheduled(config, [fixed((load as Shaped<"open">).rate)], ends, seed);
}

/** Arrivals that a random schedule has at most, where it has `mean` on average. */
const enough = (mean: number) => Math.ceil(mean + 5 * Math.sqrt(mean));

const fixed = (rate: number): Stretch => ({
  ...{ from: rate, to: rate, curve: "linear", seconds: Infinity, requests: Infinity },
});

/** The last stretch goes on until the end of the turn. */
function scheduled(
  { load }: Config,
  stretches: Stretch[],
  { requests, seconds }: Ends,
  seed: string,
): TurnLoad {
  const all = seconds ?? Infinity;
  const before = stretches.slice(0, -1).reduce((sum, s) => sum + s.seconds, 0);
  const bounded = stretches.map((s, i) => ({
    ...s,
    requests: Math.min(s.requests, requests ?? Infinity),
    seconds: i < stretches.length - 1 ? s.seconds : Math.min(s.seconds, Math.max(0, all - before)),
  }));
  const arrivals = arrivalsOf(bounded, load as Shaped<"open">, seed)
    .filter(({ atS }) => atS < all).slice(0, requests ?? undefined);
  return { requests: arrivals.length, arrivals };
}

function closedLoop(config: Config, { requests, seconds }: Ends, concurrency?: number): TurnLoad {
  const inFlight = concurrency ?? config.concurrency;
  return {
    requests: requests ?? Math.ceil(seconds! * inFlight / quickAnswerS),
    arrivals: null,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(seconds === null ? {} : { seconds }),
  };
}

/** Stages of rates follow each other without a pause, as one turn; of concurrency each is a turn. */
function stagesOf(config: Config, load: Shaped<"stages">, seed: string): TurnLoad[] {
  const rates = load.stages.flatMap((s) => "rate" in s ? [s] : []);
  if (rates.length) {
    const stretches = rates.map(({ rate, requests, duration_s }) => ({
      ...fixed(rate),
      requests: requests ?? Infinity,
      seconds: duration_s ?? Infinity,
    }));
    const arrivals = arrivalsOf(stretches, load, seed);
    return [{ requests: arrivals.length, arrivals }];
  }
  return load.stages.flatMap((s) =>
    "concurrency" in s
      ? [
        closedLoop(
          config,
          { requests: s.requests ?? null, seconds: s.duration_s ?? null },
          s.concurrency,
        ),
      ]
      : []
  );
}

/** The rates, or numbers in flight, of the steps of a load. */
function levelsOf(load: Shaped<"stages"> | Shaped<"sweep"> | Shaped<"find">): number[] {
  if (load.shape === "sweep") return sweepLevels(load);
  if (load.shape === "find") return findLevels(load);
  return load.stages.map((stage) => "rate" in stage ? stage.rate : stage.concurrency);
}

/** The rates or numbers in flight of a sweep, in their order. */
export function sweepLevels({ rate, concurrency }: Shaped<"sweep">): number[] {
  const levels = rate ?? concurrency!;
  if (Array.isArray(levels)) return levels;
  const { from, to, steps } = levels;
  const all = Array.from({ length: steps }, (_, i) => from * (to / from) ** (i / (steps - 1)));
  return rate ? all : [...new Set(all.map(Math.round))];
}
