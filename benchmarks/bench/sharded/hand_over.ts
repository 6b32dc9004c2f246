/** From a shard's folder on this machine into the store that holds the run. */
import { ConfigError } from "../../plan/config.ts";
import { commitShard, manifestIn } from "../../shards/commit.ts";
import type { ShardClocks } from "../../shards/manifest.ts";
import { type PlacedShard, shardWords } from "../../shards/shard.ts";
import { readRunFile, type RunFile } from "../../store/run_file.ts";
import type { Share } from "../planned.ts";
import { isFinished, type PreparedRun } from "../run_folder.ts";

type Sharded = PreparedRun & { shard: PlacedShard };

/**
 * Whether nothing is left to send: the shard is in the store, or its load was done before and it is put there now.
 * Throws `ConfigError` where the store has it of another plan.
 */
export async function isHandedOver(run: Sharded, share: Share): Promise<boolean> {
  const { shard } = run;
  const there = await manifestIn(shard.place, shard.runId, shard.index);
  if (!there) return await sealedRun(run) !== null && await handOver(run, share);
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
  return true;
}

/** What a shard does of a run, before it begins. */
export const shareText = (shard: PlacedShard, own: number, all: number): string =>
  `${said(shard)}: ${own} of its ${all} requests.`;

/** Puts the rows into the store where the load is done, and says what became of them. */
async function handOver(run: Sharded, share: Share): Promise<boolean> {
  const { shard, folder } = run;
  const sealed = await sealedRun(run);
  if (!sealed) {
    console.error(`${said(shard)} is not done: the same command goes on with it.`);
    return false;
  }
  const made = Object.values(sealed.counts).reduce((sum, n) => sum + n, 0);
  const { parts } = await commitShard({
    ...{ place: shard.place, shard, folder },
    ...{
      planSha256: share.planSha256,
      planned: share.byTime && made < share.most ? null : share.most,
    },
    clock: (sealed.clocks as ShardClocks | undefined) ?? { before: null, after: null },
  });
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  console.error(`${said(shard)}: its ${rows} rows are in ${shard.place.name}.`);
  return true;
}

/** The exit status of a shard whose load ended, once its rows are where they can be. */
export async function handedOver(
  run: Sharded,
  share: Share,
  { interrupted }: { interrupted: boolean },
): Promise<number> {
  const there = await handOver(run, share);
  return interrupted ? 130 : there ? 0 : 1;
}

/** Whether anything was asked: of a plan that is small, a shard may have no request. */
export async function hasRows(folder: string): Promise<boolean> {
  const counts = (await readRunFile(folder))?.counts ?? {};
  return Object.values(counts).some((n) => n > 0);
}

const said = (shard: PlacedShard) => {
  const words = shardWords(shard);
  return `${words[0].toUpperCase()}${words.slice(1)} of run ${shard.runId}`;
};

/** Of a shard whose load is done, and whose rows are sealed; null of another. */
async function sealedRun({ folder }: PreparedRun): Promise<RunFile | null> {
  const before = await readRunFile(folder);
  return before && await isFinished(folder, before) ? before : null;
}
