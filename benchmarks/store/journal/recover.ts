/** Runs whose process ended before they did: sealed as they are, or read to be gone on with. */
import { isPlainFile, refuseLinks, removePartials } from "../../files/own_file.ts";
import { readRunFile, type RunFile, writeRunFile } from "../run_file.ts";
import type { Tokenizer } from "../../record/count_tokens.ts";
import { freeReserve, journalPath } from "./journal.ts";
import { isOwn } from "./own_runs.ts";
import { compressRecordings } from "./recordings.ts";
import { type Lost, sealRun } from "./seal.ts";
import { BeingWritten, lockWriter } from "./writer_lock.ts";

export { attemptWord, type Finished, finishedAttempts, nothingDone } from "./finished.ts";

/** Why a recovered run is no result. */
export const interrupted = "interrupted: the process ended before the run did";

/** What `recoverRuns` found: folders it sealed, and those it could not, with the reason. */
export interface Recovered {
  sealed: string[];
  failed: { folder: string; reason: string }[];
}

/**
 * Seals the runs in `runsFolder` whose process ended before it could. A run that this installation did not write, or
 * that a process writes now, is left alone; one that cannot be sealed keeps its journal. `lost` is told what a sealed
 * run lost.
 */
export async function recoverRuns(
  runsFolder: string,
  tokenizerOf: (run: RunFile | null) => Tokenizer | Promise<Tokenizer>,
  lost: (folder: string, lost: Lost) => void = () => {},
): Promise<Recovered> {
  const found: Recovered = { sealed: [], failed: [] };
  for (const folder of await unsealedRuns(runsFolder)) {
    if (!await isOwn(folder)) continue;
    let writer: { release(): void } | null = null;
    try {
      await refuseLinks(folder);
      writer = await lockWriter(folder);
      if (!await isPlainFile(journalPath(folder))) continue; // another process was quicker
      await removePartials(folder);
      freeReserve(folder);
      const run = await readRunFile(folder);
      await compressRecordings(folder);
      const counts = await sealRun(
        folder,
        await tokenizerOf(run),
        keepsText(run),
        (found) => lost(folder, found),
      );
      if (run) {
        await writeRunFile(folder, {
          ...run,
          invalid: run.invalid ?? interrupted,
          counts: { ...run.counts, ...counts },
        });
      }
      found.sealed.push(folder);
    } catch (error) {
      if (error instanceof BeingWritten) continue;
      found.failed.push({ folder, reason: (error as Error).message });
    } finally {
      writer?.release();
    }
  }
  return found;
}

/** Folders of runs whose rows are in a journal still: no query sees them. */
export async function unsealedRuns(runsFolder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await folders(runsFolder)) {
    const folder = `${runsFolder}/${name}`;
    if (await isPlainFile(journalPath(folder))) found.push(folder);
  }
  return found;
}

const keepsText = (run: RunFile | null) =>
  (run?.config as { keep_text?: boolean } | null)?.keep_text ?? false;

async function folders(path: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(path)) if (entry.isDirectory) names.push(entry.name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}
