/** The run of one shard: an ordinary run folder on this machine, which is part of a run that the store holds. */
import { type Config, ConfigError } from "../../plan/config.ts";
import { configHash } from "../../plan/workload.ts";
import { ForeignFile, refuseLinks } from "../../files/own_file.ts";
import { isHeld } from "../../store/journal/writer_lock.ts";
import { readRunFile } from "../../store/run_file.ts";
import { refuseUnsharedLoad } from "../../shards/share_of.ts";
import { type NamedShard, type PlacedShard, shardWords } from "../../shards/shard.ts";
import { configOfRun, goneOnWith, newRun } from "../run_folder.ts";
import type { Sharded } from "./shard_load.ts";

/** Where a shard works, below the folder of those of this machine. */
export const folderOf = ({ runId, index, count }: NamedShard, into: string): string =>
  `${into}/${runId}-shard-${index}-of-${count}`;

/**
 * A shard's run, begun or, where an earlier process of this machine left its folder, gone on with. Throws `ConfigError`
 * where another process has it, or where it was begun with another configuration.
 */
export async function shardRun(
  config: Config,
  shard: PlacedShard,
  metadata: Record<string, string>,
  location: string | null,
  at: Date,
): Promise<Sharded> {
  refuseUnsharedLoad(config, shard.count);
  const folder = folderOf(shard, shard.into);
  const before = await readRunFile(folder);
  if (!before) {
    const run = newRun(config, shard.into, metadata, at, shard.runId);
    return { ...run, folder, location, shard };
  }
  const refuse = (fault: string): never => {
    throw new ConfigError(folder, [fault], `be gone on with as ${shardWords(shard)}`);
  };
  await refuseLinks(folder).catch((error) => {
    throw error instanceof ForeignFile ? refuse(error.message) : error;
  });
  if (await isHeld(folder)) refuse("another process of this machine is making it now");
  const made = configOfRun(before, `${folder}/run.json`);
  if (hashOf(made.config) !== hashOf(config)) {
    refuse("it was begun with another configuration: a run of another plan has another --run-id");
  }
  return { ...await goneOnWith(folder, before, at), ...made, location, shard };
}

/** Of a trace, what was run has as many requests as the trace has. */
const hashOf = (config: Config) =>
  configHash(config.trace ? { ...config, requests: null } : config);
