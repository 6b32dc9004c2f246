/** What a configuration's load means for each turn of its plan. */
import type { Config } from "../config_schema.ts";
import { type Arrival, arrivalsOf } from "./arrivals.ts";
import { isScheduled } from "./load_schema.ts";

/** The requests of one turn: how many, and, where a schedule says when, their moments. */
export interface TurnLoad {
  requests: number;
  arrivals: Arrival[] | null;
}

/** Of each block, for all targets alike: they are compared under the same arrivals. */
export function blockLoads(config: Config): TurnLoad[] {
  const edge = (block: number) => Math.floor((block * config.requests) / config.blocks);
  return Array.from(
    { length: config.blocks },
    (_, b) => turnLoad(config, edge(b + 1) - edge(b), `arrivals ${config.seed} ${b}`),
  );
}

/** Of the warm-up of every target. */
export const warmupLoad = (config: Config): TurnLoad =>
  turnLoad(config, config.warmup, `arrivals ${config.seed} warmup`);

function turnLoad({ load }: Config, requests: number, seed: string): TurnLoad {
  if (!isScheduled(load)) return { requests, arrivals: null };
  const stretch = { from: load.rate, to: load.rate, curve: "linear" as const };
  const arrivals = arrivalsOf([{ ...stretch, seconds: Infinity, requests }], load, seed);
  return { requests: arrivals.length, arrivals };
}
