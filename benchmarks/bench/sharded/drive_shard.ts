/** A shard from its claim to its end, however it ends: what of it is on this disk alone is said. */
import { isPlainFile } from "../../files/own_file.ts";
import { whyOf } from "../../places/faults.ts";
import { ConfigError } from "../../plan/config.ts";
import { ShardFault } from "../../shards/begin.ts";
import { ShardTaken } from "../../shards/claim.ts";
import { journalPath } from "../../store/journal/journal_lines.ts";
import { hasRows, InStore, isLoaded, said, sealedRun } from "./hand_over.ts";
import { type Sharded, type ShardLoad, takeLoad } from "./shard_load.ts";

/** Takes the shard where anything of it is to be sent, and drives it; `load` is null where nothing is. */
export async function driveShard<T>(
  run: Sharded,
  { dryRun, partS }: { dryRun?: boolean; partS?: number },
  drive: (run: Sharded, load: ShardLoad | null) => Promise<T>,
): Promise<T> {
  try {
    if (dryRun || await isLoaded(run)) return await drive(run, null);
    const load = await takeLoad(run, partS);
    try {
      return await drive(load.run, load);
    } finally {
      await load.end();
      await load.giveBack();
    }
  } catch (error) {
    throw await withItsRows(error, run);
  }
}

/**
 * What a person is told where a shard ends by `error` and has rows on this disk: where they are, and that the same
 * command goes on with them. Faults that say so already, and those of what was asked for, stay as they are.
 */
async function withItsRows(error: unknown, run: Sharded): Promise<unknown> {
  const { shard, folder } = run;
  if (error instanceof ConfigError || error instanceof InStore || error instanceof ShardTaken) {
    return error;
  }
  const why = whyOf(error, shard.place.name);
  const sealed = await sealedRun(run).catch(() => null);
  const kept = sealed ? await hasRows(folder) : await isPlainFile(journalPath(folder));
  if (!kept || why.includes(folder)) return error;
  return new ShardFault(
    `${
      said(shard)
    }: ${shard.place.name}: ${why}. Its rows are kept in ${folder}; the same command again ` +
      (sealed ? "puts them there, and sends nothing." : "goes on with them."),
  );
}
