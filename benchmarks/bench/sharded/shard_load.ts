/** What goes on beside the load of a shard: its claim lives, and its rows become parts. */
import { beginShard } from "../../shards/begin.ts";
import { giveBackShard, type Pace, usualPace } from "../../shards/claim.ts";
import { startParts } from "../../shards/parts/parts.ts";
import { shardPath } from "../../shards/paths.ts";
import { type PlacedShard, shardWords } from "../../shards/shard.ts";
import { whyOf } from "../../places/faults.ts";
import { makeFolder } from "../rescue.ts";
import type { PreparedRun } from "../run_folder.ts";

export type Sharded = PreparedRun & { shard: PlacedShard };

/** How often parts are made where nobody says it, seconds. */
export const usualPartS = 60;

export interface ShardLoad {
  /** The run with what is done of it anywhere. */
  run: Sharded;
  /** Aborted where another process has taken the shard: this one's load is for nothing. */
  taken: AbortSignal;
  /** From here on rows become parts. */
  begin(): void;
  /** Nothing is written any more when it resolves. */
  end(): Promise<void>;
  /** Gives the shard back; whoever begins it then need not wait. */
  giveBack(): Promise<void>;
}

const say = (sentence: string) => console.error(sentence);

/** Takes the shard for this process. Throws `ShardTaken` where another one makes it. */
export async function takeLoad(
  run: Sharded,
  partS = usualPartS,
  pace: Pace = usualPace,
): Promise<ShardLoad> {
  const { shard, folder, config } = run;
  const { place } = shard;
  const into = shardPath(shard.runId, shard.index);
  await makeFolder(folder);
  const { finished, committed, brought, held } = await beginShard(place, shard, folder, pace, say);
  const taken = new AbortController();
  let thread: ReturnType<typeof startParts> | null = null;
  return {
    run: { ...run, finished },
    taken: taken.signal,
    begin() {
      const wanted = {
        store: { name: place.name, variables: shard.variables ?? {} },
        parts: { folder, into, keepText: config.keep_text, parts: brought.parts.length, committed },
        ...{ held, pace, partMs: partS * 1000 },
      };
      thread = startParts(wanted, (said) => {
        if ("taken" in said) {
          say(`${said.taken} ${shardWords(shard)} ends here; its rows stay in ${folder}.`);
          taken.abort();
        } else if ("failed" in said) {
          say(
            `${place.name}: ${
              whyOf(new Error(said.failed), place.name)
            }. The load goes on; its rows are kept in ` +
              `${folder}, and are tried again.`,
          );
        } else say(`${place.name} can be reached again.`);
      });
    },
    async end() {
      await thread?.stop();
      thread = null;
    },
    giveBack: () => giveBackShard(place, into, held).catch(() => {}), // nobody waits long for it
  };
}
