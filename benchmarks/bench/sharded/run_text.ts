/** What is printed of a run that lies in a folder: one that shards made, or a shard whose load was done before. */
import type { Place } from "../../places/place.ts";
import { summarise, type Summary } from "../../report/summary/summary.ts";
import { summaryText } from "../../report/summary/summary_text.ts";
import type { SummaryFacts } from "../../report/summary/summary_facts.ts";
import { runPath } from "../../shards/paths.ts";
import type { RunFile } from "../../store/run_file.ts";
import { openRuns } from "../../store/views.ts";
import { nameOf } from "../give_up.ts";
import { isSearch } from "../run_folder.ts";
import { tooLate } from "../loads/too_late.ts";

/** What `run.json` knows of a run that its rows do not say. */
function factsOfRun(run: RunFile): Omit<SummaryFacts, "folder" | "full"> {
  const saying = (name: "invalid" | "stopped" | "given_up") =>
    run.targets.flatMap((target) => {
      const said = target[name];
      return said ? [[nameOf(target), said] as const] : [];
    });
  const config = run.config as { keep_going?: boolean } | null;
  return {
    unverified: run.targets.filter((t) => t.tls_verified === false).map((t) => t.provider),
    stopped: new Map(saying("stopped")),
    givenUp: saying("given_up").map(([, why]) => why),
    goingOn: config?.keep_going ?? false,
    invalid: run.invalid,
    search: isSearch(run),
    invalidTargets: new Map(saying("invalid")),
  };
}

/** The summary of the run that `folder` holds: its numbers, and what a person reads. */
export async function summaryOf(
  folder: string,
  run: RunFile,
  facts: Pick<SummaryFacts, "folder" | "part" | "full" | "store">,
): Promise<{ summary: Summary; text: string }> {
  const db = await openRuns([folder]);
  try {
    const late = facts.part ? await tooLate(db) : [];
    const summary = await summarise(db, run.run_id);
    return { summary, text: summaryText(summary, { ...factsOfRun(run), ...facts, late }) };
  } finally {
    db.close();
  }
}

/** The text alone. */
export const runText = async (...given: Parameters<typeof summaryOf>): Promise<string> =>
  (await summaryOf(...given)).text;

/** What a person wants of such a text. */
export interface TextOptions {
  /** Every statistic too. */
  full?: boolean;
  /** The store, where one was named: what may be done next names it, too. */
  store?: string;
}

/** The summary of a run that was merged in `folder` and is in `place` now. */
export const mergedText = (
  place: Place,
  folder: string,
  run: RunFile,
  { full = false, store }: TextOptions,
): Promise<string> =>
  runText(folder, run, {
    folder: `${place.folder ?? place.name}/${runPath(run.run_id)}`,
    ...{ full, store },
  });
