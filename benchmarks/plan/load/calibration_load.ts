/** The load under which a configuration's harness is measured before its run. */
import type { Config } from "../config_schema.ts";
import { blockLoads } from "./schedule.ts";

/** A closed loop of as many as are in flight; of a schedule, as many as come in its fullest second. */
export function calibrationLoad(config: Config): { load: "closed" | "waves"; concurrency: number } {
  const { load, concurrency } = config;
  if (typeof load === "string") return { load, concurrency };
  const most = blockLoads(config).map(({ arrivals, concurrency: own }) =>
    arrivals ? Math.max(0, ...arrivals.map(({ rate }) => Math.ceil(rate))) : own ?? concurrency
  );
  return { load: "closed", concurrency: Math.max(1, Math.min(concurrency, Math.max(...most))) };
}
