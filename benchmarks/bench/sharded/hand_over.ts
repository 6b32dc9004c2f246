/** From a shard's folder on this machine into the store that holds the run. */
import { whyOf } from "../../places/faults.ts";
import { ConfigError } from "../../plan/config.ts";
import { agreeOnPlan, manifestIn, ShardFault } from "../../shards/begin.ts";
import { commitShard } from "../../shards/commit.ts";
import type { ShardClocks } from "../../shards/manifest.ts";
import { type NamedShard, type PlacedShard, shardWords } from "../../shards/shard.ts";
import { readRunFile, type RunFile } from "../../store/run_file.ts";
import type { Share } from "../planned.ts";
import { isFinished, type PreparedRun } from "../run_folder.ts";
import { type AtEnd, mergeIfLast } from "./merge_last.ts";
import { runText, type TextOptions } from "./run_text.ts";
import type { Sharded } from "./shard_load.ts";

/**
 * Whether nothing is left to send: the shard is in the store, or its load was done before and it is put there now; then
 * its summary is printed. Throws `ConfigError` where the store has it of another plan.
 */
export async function isHandedOver(
  run: Sharded,
  share: Share,
  options: TextOptions,
): Promise<boolean> {
  const { shard, folder } = run;
  const there = await manifestIn(shard.place, shard.runId, shard.index);
  if (!there) {
    const sealed = await sealedRun(run);
    const merged = sealed && await handOver(run, share, options);
    if (!merged) return false;
    if (await hasRows(folder)) {
      console.error(await runText(folder, sealed, { full: options.full ?? false, ...partOf(run) }));
    }
    sayText(merged);
    return true;
  }
  const { plan_sha256, shards } = there;
  if (plan_sha256 !== share.planSha256 || shards !== shard.count) {
    throw new ConfigError(shard.runId, [
      `${shard.place.name} has ${
        shardWords({ index: shard.index, count: shards })
      } of it, of another plan: ` +
      "a run of another configuration, or of another number of shards, has another --run-id",
    ], `be shared as ${shardWords(shard)}`);
  }
  console.error(`${said(shard)} is in ${shard.place.name} already: nothing is left to do.`);
  const merged = await mergeIfLast(shard, { ...options, again: true });
  sayMerged(shard, merged);
  sayText(merged);
  return true;
}

/** Whether its load was done before, here or by whoever put its manifest there: nothing of it is to be sent. */
export const isLoaded = async (run: Sharded): Promise<boolean> =>
  await sealedRun(run) !== null ||
  await manifestIn(run.shard.place, run.shard.runId, run.shard.index) !== null;

/** What a shard does of a run, before it begins. */
export const shareText = (shard: PlacedShard, own: number, all: number): string =>
  `${said(shard)}: ${own} of its ${all} ${all === 1 ? "request" : "requests"}.`;

/**
 * Puts the rows into the store, and says what became of them: all of them where the load is done, else those that need
 * not be made again; null where more is to come. The last shard of a run makes the run.
 */
async function handOver(
  run: Sharded,
  share: Share,
  options: TextOptions,
): Promise<AtEnd | null> {
  const { shard, folder } = run;
  const sealed = await sealedRun(run);
  const made = Object.values(sealed?.counts ?? {}).reduce((sum, n) => sum + n, 0);
  // Of attempts that are sent again, there may be as many as requests that were not sent.
  const mayLack = share.byTime && (made < share.most || run.config.retries !== null);
  await agreeOnPlan(shard.place, shard, share.planSha256);
  const manifest = await commitShard({
    ...{ place: shard.place, shard, folder, whole: sealed !== null, say: console.error },
    ...{
      planSha256: share.planSha256,
      planned: mayLack ? null : share.most,
    },
    clock: (sealed?.clocks as ShardClocks | null | undefined) ?? { before: null, after: null },
  });
  if (!manifest) {
    console.error(`${said(shard)} is not done: the same command goes on with it.`);
    return null;
  }
  const rows = manifest.parts.reduce((sum, part) => sum + part.rows, 0);
  console.error(
    `${said(shard)}: its ${rows === 1 ? "one row is" : `${rows} rows are`} in ${shard.place.name}.`,
  );
  try {
    const merged = await mergeIfLast(shard, options);
    sayMerged(shard, merged);
    return merged;
  } catch (error) {
    throw new InStore(
      `Run ${shard.runId} is not merged: ${
        whyOf(error, shard.place.name)
      }. Its rows are in ${shard.place.name}; ` +
        `deno task merge ${shard.runId} tries again.`,
    );
  }
}

/** A fault after which nothing is left here that the store has not. */
export class InStore extends ShardFault {}

/** What became of a shard. */
interface HandedOver {
  /** Prints the summary of the run where it was the last one; gives the exit status. Throws what it could not do. */
  sayRun(): number;
}

/**
 * What became of a shard whose load ended, once its rows are where they can be; where another process has `taken` the
 * shard, they are that one's to make.
 */
export async function handedOver(
  run: Sharded,
  share: Share,
  { interrupted }: { interrupted: boolean },
  taken: boolean,
  options: TextOptions,
): Promise<HandedOver> {
  let fault: Error | null = null;
  const merged = taken ? null : await handOver(run, share, options).catch((error) => {
    fault = error;
    return null;
  });
  const status = taken ? 1 : interrupted ? 130 : merged ? 0 : 1;
  return {
    sayRun() {
      if (fault) throw fault;
      if (merged) sayText(merged);
      return status;
    },
  };
}

/** Prints the run of all where it was made here. */
function sayText(merged: AtEnd): void {
  if (typeof merged !== "string" && merged.text) console.error(`\n${merged.text}`);
}

const partOf = ({ shard, folder }: Sharded) => ({ folder, part: shardWords(shard) });

/** Whether anything was asked: of a plan that is small, a shard may have no request. */
export async function hasRows(folder: string): Promise<boolean> {
  const counts = (await readRunFile(folder))?.counts ?? {};
  return Object.values(counts).some((n) => n > 0);
}

/** Says what became of the whole run. */
function sayMerged(shard: PlacedShard, merged: AtEnd): void {
  if (typeof merged === "string") {
    return console.error(
      merged === "others to come"
        ? "Other shards are still to come; the last one makes the run."
        : `All shards are done, and another one makes the run; else deno task merge ${shard.runId} does.`,
    );
  }
  for (const sentence of [...merged.lacking, ...merged.notes]) console.error(sentence);
  if (merged.state === "lacking") {
    console.error(`Run ${shard.runId} is not merged: deno task merge ${shard.runId} tries again.`);
  } else {
    const shards = shard.count === 1 ? "one shard is" : `${shard.count} shards are`;
    console.error(`Run ${shard.runId} is whole: its ${shards} merged.`);
  }
}

/** Such as `Shard 0 of 4 of run r`, where a sentence begins with it. */
export const said = (shard: NamedShard) => {
  const words = shardWords(shard);
  return `${words[0].toUpperCase()}${words.slice(1)} of run ${shard.runId}`;
};

/** Of a shard whose load is done, and whose rows are sealed; null of another. */
export async function sealedRun({ folder }: Pick<PreparedRun, "folder">): Promise<RunFile | null> {
  const before = await readRunFile(folder);
  return before && await isFinished(folder, before) ? before : null;
}
