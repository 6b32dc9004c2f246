/** What was given of a run's name, place and part, beside its configuration. */
import { ConfigError } from "../../plan/config.ts";
import { nameFault } from "../../plan/config_schema.ts";
import { type NamedShard, readShard, runNameFault, shardWords } from "../../shards/shard.ts";
import type { Environment } from "../../targets/environment.ts";

/** Flags of `bench` that say whose part of which run it makes. */
interface ShardFlags {
  shard?: string;
  runId?: string;
  resume?: string;
  resultsDir?: string;
  location?: string;
}

/**
 * The shard that this process is, null where it makes a run alone; `names`: of configurations. Throws `ConfigError`
 * where that cannot be, or does not go together.
 */
export function shardOfFlags(
  flags: ShardFlags,
  names: string[],
  environment: Environment,
): NamedShard | null {
  const shard = readShard(flags, environment);
  const faults: string[] = [];
  const unnamed = flags.location === undefined ? null : nameFault(flags.location);
  if (unnamed) faults.push(`--location: ${unnamed}`);
  if (names.length > 1 && (shard || flags.runId)) {
    faults.push(`${shard ? "--shard" : "--run-id"}: is of one run, and here are ${names.length}`);
  }
  const misnamed = flags.runId === undefined ? null : runNameFault("--run-id", flags.runId);
  if (misnamed) faults.push(misnamed);
  const part = shard && shardWords(shard);
  if (shard && flags.resume) {
    faults.push(`--resume: ${part} goes on by the command that began it, which is given again`);
  }
  if (shard && flags.resultsDir) {
    faults.push(`--results-dir: the rows of ${part} go where those of all shards go, into a store`);
  }
  if (faults.length) throw new ConfigError("command line", faults);
  return shard;
}

/** Where requests are sent from, as this machine says it; null where only the configuration does. */
export function locationOf(given: string | undefined, environment: Environment): string | null {
  if (given !== undefined) return given;
  const location = environment("TOKENBOARD_LOCATION");
  if (!location) return null;
  const fault = nameFault(location);
  if (fault) throw new ConfigError("command line", [`TOKENBOARD_LOCATION: ${fault}`]);
  return location;
}
