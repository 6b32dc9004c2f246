/** The shard that is done last makes the run of all of them. */
import { entropy } from "../../plan/random.ts";
import type { Config } from "../../plan/config.ts";
import { foundManifests } from "../../shards/merge/found.ts";
import { type MergeOutcome, mergeRun } from "../../shards/merge/merge.ts";
import type { PlacedShard } from "../../shards/shard.ts";
import type { RunFile } from "../../store/run_file.ts";
import { judgeRows } from "../loads/judge_rows.ts";

/** Judges a merged run as one that a process made. */
export const judgeMerged = (folder: string, run: RunFile) =>
  judgeRows(
    folder,
    { trace: (run.config as { trace?: Config["trace"] } | null)?.trace ?? null } as Pick<
      Config,
      "trace"
    >,
    run.targets,
  );

/** Merges the run where all of its shards are done; null where others are still to come. */
export async function mergeIfLast(shard: PlacedShard): Promise<MergeOutcome | null> {
  const { place, runId, count, into } = shard;
  if (await foundManifests(place, runId) < count) return null;
  return await mergeRun(place, runId, {
    staging: `${into}/${runId}-merge-${entropy()}`,
    judge: judgeMerged,
  });
}
