/** `deno task merge`: one run of what its shards committed, and what each that is not whole lacks. */
import { judgeMerged } from "../../bench/sharded/merge_last.ts";
import { mergedText } from "../../bench/sharded/run_text.ts";
import { openPlace } from "../../places/open.ts";
import { NotThere, PlaceFault, whyOf } from "../../places/faults.ts";
import type { Place } from "../../places/place.ts";
import { ConfigError } from "../../plan/config.ts";
import { entropy } from "../../plan/random.ts";
import { printable } from "../../report/table.ts";
import { namesOfRuns } from "../../shards/merge/found.ts";
import { type MergeOutcome, mergeRun } from "../../shards/merge/merge.ts";
import { isRunName, runNameFault } from "../../shards/shard.ts";
import { dataFolder } from "../../store/views.ts";
import { addPlaced } from "../catalogue/placed.ts";
import { ownFolder } from "../remote/store.ts";
import { writeViewsFile } from "../../store/views_file.ts";

export interface MergeCommandOptions {
  json?: boolean;
  store?: string;
  catalogue?: string;
  withoutMissing?: boolean;
}

/** Merges a run by its name, or every one that is whole. Returns 1 where one lacks something. */
export async function mergeCommand(
  runId: string | undefined,
  options: MergeCommandOptions,
): Promise<number> {
  if (options.withoutMissing && runId === undefined) {
    throw new ConfigError("command line", ["--without-missing: of which run? Give its name"]);
  }
  const place = await openPlace(options.store ?? dataFolder(), (name) => Deno.env.get(name));
  const all = runId === undefined ? await mergeAll(place, options) : [
    await mergeOne(place, runId, options).catch((error) => {
      if (error instanceof ConfigError) throw error;
      return notMerged(place, runId, error);
    }),
  ];
  // Of every run, what was merged before is nothing to speak of.
  const merged = all.filter(({ state }) => runId !== undefined || state !== "was");
  for (const { text, ...outcome } of options.json ? [] : merged) {
    linesOf(outcome).forEach((l) => console.log(printable(l)));
    if (text) console.log(`\n${text}`);
  }
  if (options.json) console.log(JSON.stringify(merged.map(({ text: _, ...outcome }) => outcome)));
  else if (!merged.length) console.log(printable(nothingText(place.name, all)));
  const made = merged.some(({ state }) => state === "merged");
  const whole = merged.filter(({ state }) => state !== "lacking").map(({ runId }) => runId);
  await addPlaced(options, place, whole);
  // A convenience for other tools.
  if (made && place.folder === dataFolder()) await writeViewsFile().catch(() => {});
  return merged.some(({ state }) => state === "lacking") ? 1 : 0;
}

/** `text`: the summary of a run that was made now. */
type Merged = MergeOutcome & { text: string | null };

async function mergeOne(
  place: Place,
  runId: string,
  { withoutMissing = false, store, json }: MergeCommandOptions,
): Promise<Merged> {
  let text: string | null = null;
  const found = isRunName(runId)
    ? await mergeRun(place, runId, {
      staging: `${ownFolder()}/.store/merges/${runId}-${entropy()}`,
      withoutMissing,
      judge: judgeMerged,
      async made(folder, run) {
        if (!json) text = await mergedText(place, folder, run, { store });
      },
    })
    : null;
  if (found) return { ...found, text };
  throw new ConfigError(runId, [`${place.name} has no shard of a run of that name`], "be merged");
}

/** Every run of which a shard is there, merged now, before or not. */
async function mergeAll(place: Place, options: MergeCommandOptions): Promise<Merged[]> {
  const merged: Merged[] = [];
  for (const runId of await namesOfRuns(place)) {
    merged.push(
      await mergeOne(place, runId, { ...options, withoutMissing: false })
        .catch((error) => notMerged(place, runId, error)),
    );
  }
  return merged;
}

/** Why there is nothing to merge. */
function nothingText(store: string, all: Merged[]): string {
  if (!all.length) return `${store} has no run that shards made.`;
  const names = all.slice(-mostSentences).map(({ runId }) => runId).join(", ");
  const more = all.length - mostSentences;
  return `${store} has nothing to merge, its runs of shards are whole: ${names}${
    more > 0 ? ` and ${more} more` : ""
  }.`;
}

/** What is said of a run that is odd in a way that nobody thought of: the others are merged. */
function notMerged(place: Place, runId: string, error: unknown): Merged {
  if (error instanceof PlaceFault && !(error instanceof NotThere)) throw error;
  const why = isRunName(runId)
    ? `It cannot be merged: ${whyOf(error, place.name)}.`
    : `${runNameFault("The folder", runId)}.`;
  return {
    ...{ runId, shards: null, done: 0, state: "lacking", rows: null, text: null },
    ...{ lacking: [why], notes: [] },
  };
}

/** More would push all else off the screen. */
const mostSentences = 20;

function linesOf({ runId, shards, done, state, rows, lacking, notes }: MergeOutcome): string[] {
  const of = `${done} of ${shards ?? "nobody knows how many"} shards`;
  const head = {
    was: `${runId} is whole: ${
      shards === 1 ? "its one shard was" : `its ${shards} shards were`
    } merged before.`,
    merged: `${runId}: merged, ${of}, ${rows?.toLocaleString("en-US")} rows.`,
    lacking: `${runId}: not merged, ${of} are done.`,
  }[state];
  const sentences = [...lacking, ...notes];
  const more = sentences.length - mostSentences;
  return [
    head,
    ...sentences.slice(0, mostSentences).map((sentence) => `  ${sentence}`),
    ...more > 0 ? [`  And ${more.toLocaleString("en-US")} more: --json prints all.`] : [],
  ];
}
