/** The plan of a run, made: what of it this process drives, and where its prompts are. */
import { type Dataset, readDataset } from "../plan/dataset.ts";
import { makePlan, planSize, type Turn } from "../plan/plan.ts";
import { sonnetLines } from "../plan/prompts.ts";
import { showPlanning } from "../report/planning.ts";
import { planHash } from "../shards/plan_hash.ts";
import { shareOf } from "../shards/share_of.ts";
import { giveBack } from "../wire/health/give_back.ts";
import { openSpool, type Spool, spoolFrom, spoolFromTokens } from "./prompt_spool.ts";
import type { PreparedRun } from "./run_folder.ts";
import { leftOf } from "./sessions/remaining.ts";

/** What a shard has of a plan. */
export interface Share {
  /** Of the whole plan. */
  planSha256: string;
  /** This shard's requests, at most: time may end its load before all of them are sent. */
  most: number;
  byTime: boolean;
}

export interface Planned {
  dataset: Dataset | null;
  /** The whole plan, of all shards. */
  planned: Turn[];
  /** What is still to do of it here. */
  turns: Turn[];
  share: Share | null;
  /** Where the prompts are, when not in the plan. */
  spool: Spool | null;
}

/** Makes the plan of a run; of a trace its configuration gets the number of requests. */
export async function planRun(run: PreparedRun, dryRun: boolean): Promise<Planned> {
  const { config, shard } = run;
  const lines = sonnetLines(
    await Deno.readTextFile(new URL("../plan/sonnets.txt", import.meta.url)),
  );
  const dataset = config.dataset === null
    ? null
    : config.trace
    ? await (await import("../traces/read_trace.ts")).readTrace(config)
    : await readDataset(config.dataset);
  // A trace has as many as it has; by its rules it may be sent again.
  if (dataset?.trace && !(config.trace!.rules && config.requests)) {
    config.requests = Math.min(config.requests ?? Infinity, dataset.size);
  }
  const size = planSize(config);
  const planning = size >= spoolFrom ? showPlanning(size) : null;
  const tokens = dataset?.trace?.requests.reduce((sum, r) => sum + r.inputTokens, 0) ?? 0;
  const spooled = size >= spoolFrom || tokens >= spoolFromTokens;
  const spool = spooled && !dryRun ? openSpool(config.workers !== 1) : null;
  const planned = makePlan(config, run.runId, lines, {
    dataset,
    store: spool,
    planned: planning?.add,
  });
  planning?.end();
  // Of a long plan: what stays for the load grows with what is in memory when it begins.
  if (spooled) giveBack();
  const own = shard ? shareOf(planned, shard, config) : planned;
  const share = shard && {
    planSha256: planHash(planned, config.targets),
    most: itemsOf(own),
    byTime: config.run_timeout_s !== null || own.some(({ seconds }) => seconds !== undefined),
  };
  const turns = run.finished.done.size ? leftOf(own, config, run.finished, shard !== null) : own;
  return { dataset, planned, turns, share, spool };
}

/** How many requests turns have. */
export const itemsOf = (turns: Turn[]): number =>
  turns.reduce((sum, { items }) => sum + items.length, 0);
