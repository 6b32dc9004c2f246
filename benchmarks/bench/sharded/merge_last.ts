/** The shard that is done last makes the run of all of them. */
import { entropy } from "../../plan/random.ts";
import type { Config } from "../../plan/config.ts";
import { foundManifests } from "../../shards/merge/found.ts";
import { type MergeOutcome, mergeRun } from "../../shards/merge/merge.ts";
import { mergingPath } from "../../shards/paths.ts";
import type { PlacedShard } from "../../shards/shard.ts";
import type { RunFile } from "../../store/run_file.ts";
import { judgeRows } from "../loads/judge_rows.ts";
import { mergedText, type TextOptions } from "./run_text.ts";

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

/** What became of a run when one of its shards was done. */
export type AtEnd = MergeOutcome & { text: string | null } | "others to come" | "another merges it";

/**
 * Merges the run where all of its shards are done. Of many that are done at once one does; `again`: whoever did has had
 * its time. `text` is the summary of the run that was made.
 */
export async function mergeIfLast(
  shard: PlacedShard,
  { again = false, ...options }: TextOptions & { again?: boolean } = {},
): Promise<AtEnd> {
  const { place, runId, count, into } = shard;
  if (await foundManifests(place, runId) < count) return "others to come";
  const who = new TextEncoder().encode(JSON.stringify({ shard: shard.index }) + "\n");
  if (!await place.writeOnce(mergingPath(runId), who) && !again) return "another merges it";
  let text: string | null = null;
  const merged = await mergeRun(place, runId, {
    staging: `${into}/${runId}-merge-${entropy()}`,
    judge: judgeMerged,
    async made(folder, run) {
      text = await mergedText(place, folder, run, options);
    },
  });
  return merged ? { ...merged, text } : "others to come";
}
