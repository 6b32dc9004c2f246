/** Everything that is tried of a fleet; each list is a table of page /shards/. */
import { costRows } from "./cost.ts";
import { faultRows } from "./faults.ts";
import { lateRows } from "./late.ts";
import { planOf } from "./plan.ts";
import { sameRows } from "./same.ts";
import { skewRows } from "./skew.ts";

/** Machines that a plan is shared by where nothing is wrong, and where something is. */
export const counts = [1, 4, 16, 64, 256, 1000];
export const faultyCounts = [4, 64, 1000];
export const drawings = 20;

/** A server of eight seats, more than nine tenths of them taken on average: who comes at the wrong moment waits. */
const server = { profile: "anyscale-70b~8", rate: 22, seed: 1 };
export const clocksPlan = () => planOf({ ...server, requests: 10_000, arrivals: "constant" });
export const latePlan = () => planOf({ ...server, requests: 10_000, arrivals: "poisson" });
/** Some of its requests are refused. */
export const samePlan = () =>
  planOf({ profile: "perplexity-70b~8", rate: 12, seed: 1, requests: 2000, arrivals: "poisson" });

export const faultsPlan = () =>
  planOf({ profile: "perplexity-70b~8", rate: 12, seed: 2, requests: 400, arrivals: "poisson" });
export const faultyShards = 4;

/** All trials, in tables; `folder` is for their files. */
export async function trials(folder: string) {
  const [clocks, late] = [clocksPlan(), latePlan()];
  return {
    same: await sameRows(samePlan(), counts, folder),
    clocks: faultyCounts.flatMap((count) => skewRows(clocks, count, drawings)),
    late: faultyCounts.flatMap((count) => lateRows(late, count, drawings)),
    faults: await faultRows(faultsPlan(), faultyShards, folder),
    cost: await costRows(counts, folder),
  };
}
