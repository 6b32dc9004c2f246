/** A shard from its claim to its end, however it ends: what of it is on this disk alone is said. */
import { whyOf, WrongStore } from "../../places/faults.ts";
import { ConfigError } from "../../plan/config.ts";
import { ShardFault } from "../../shards/begin.ts";
import { ShardTaken } from "../../shards/claim.ts";
import { type NamedShard, readShard } from "../../shards/shard.ts";
import { journalHasRows } from "../rescue.ts";
import { hasRows, InStore, isLoaded, said, sealedRun } from "./hand_over.ts";
import { folderOf } from "./shard_run.ts";
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

/** Of a shard, what must be known to say where its rows are. */
export interface KeptShard {
  shard: NamedShard & { place: { name: string } };
  folder: string;
}

/** The same where not even the store could be opened; `into`: where shards of this machine work. */
export async function withRowsOf(
  error: unknown,
  given: { shard?: string; runId?: string },
  store: string,
  into: string,
): Promise<unknown> {
  let shard: NamedShard | null = null;
  try {
    shard = readShard(given, (name) => Deno.env.get(name));
  } catch {
    return error; // what it is, nobody knows
  }
  if (!shard) return error;
  const place = { name: store };
  return await withItsRows(error, { shard: { ...shard, place }, folder: folderOf(shard, into) });
}

/**
 * What a person is told where a shard ends by `error` and has rows on this disk: where they are, and that the same
 * command goes on with them. Faults that say so already, and those of what was asked for, stay as they are.
 */
export async function withItsRows(error: unknown, run: KeptShard): Promise<unknown> {
  const { shard, folder } = run;
  if (error instanceof ConfigError || error instanceof InStore || error instanceof ShardTaken) {
    return error;
  }
  const why = whyOf(error, shard.place.name);
  const sealed = await sealedRun(run).catch(() => null);
  const kept = sealed ? await hasRows(folder) : await journalHasRows(folder);
  if (!kept || why.includes(folder)) return error;
  const Fault = error instanceof WrongStore ? WrongStore : ShardFault;
  return new Fault(
    `${
      said(shard)
    }: ${shard.place.name}: ${why}. Its rows are kept in ${folder}; the same command again ` +
      (sealed ? "puts them there, and sends nothing." : "goes on with them."),
  );
}
