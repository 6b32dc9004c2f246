/** Runs that were cut off: found, sealed, and explained to a person. */
import { isPlainFile } from "../files/own_file.ts";
import { finishedAttempts } from "../store/journal/finished.ts";
import { ConfigError } from "../plan/config.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { BeingWritten, journalPath } from "../store/journal/journal.ts";
import { recoverRuns, unsealedRuns } from "../store/journal/recover.ts";
import { damagedPath, type Lost } from "../store/journal/seal.ts";
import { readRunFile } from "../store/run_file.ts";
import { isSearch } from "./run_folder.ts";
import { isHeld } from "../store/journal/writer_lock.ts";
import { printable } from "../report/table.ts";

/** Seals what earlier runs in `into` left behind, and says so. Gives the folders that could not be sealed. */
export async function recover(into: string): Promise<string[]> {
  const { sealed, failed } = await recoverRuns(into, () => llama2, sayLost);
  for (const found of sealed) {
    const run = await readRunFile(found).catch(() => null);
    const how = run && isSearch(run)
      ? "a search is not gone on with: make it again"
      : "--resume goes on with it";
    console.error(`Kept the finished rows of a run that had been cut off: ${found} (${how})`);
  }
  for (const { folder, reason } of failed) {
    console.error(`A run that had been cut off stays as it is: ${folder}: ${reason}`);
  }
  return failed.map(({ folder }) => folder);
}

/** Names the runs whose rows no query sees, because they are being made or we did not write them; not `named`. */
export async function sayUnsealed(into: string, named: string[]): Promise<void> {
  for (const folder of await unsealedRuns(into)) {
    if (named.includes(folder)) continue;
    const why = await isHeld(folder)
      ? "it is being made now."
      : `it was cut off, and was not begun from this checkout; go on with: deno task bench --resume ${folder}`;
    console.error(printable(`Not among the rows: ${folder} is still a journal: ${why}`));
  }
}

/** Says which values and lines of a journal are not in the run. */
export function sayLost(folder: string, { dropped, damaged }: Lost): void {
  sayDropped(folder, dropped);
  for (const { number, why } of damaged) {
    console.error(
      `Line ${number} of ${journalPath(folder)} is left out: ${why}. It is kept in ${
        damagedPath(folder)
      }.`,
    );
  }
}

/** Says which columns of how many rows lost a value. */
export function sayDropped(folder: string, dropped: Lost["dropped"]): void {
  const parts = Object.entries(dropped).map(([name, n]) =>
    `${name} of ${n} ${n === 1 ? "row" : "rows"}`
  );
  if (!parts.length) return;
  console.error(
    `Set to null, because the column cannot hold the value: ${parts.join(", ")} (${folder}).`,
  );
}

/** Makes a folder, or says which could not be made. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Error(`The folder ${folder} cannot be made: ${(error as Error).message}`);
  }
}

/** Whether the journal of a folder holds a finished row: it begins with whose it is. */
export async function journalHasRows(folder: string): Promise<boolean> {
  if (!await isPlainFile(journalPath(folder))) return false;
  // Of one that cannot be read nobody knows that it has none.
  return await finishedAttempts(folder).then(({ done }) => done.size > 0, () => true);
}

/** What a person needs to know of a run whose rows could not be written; of a shard's too. */
export async function explained(error: Error, folder: string, isShard = false): Promise<Error> {
  if (error instanceof BeingWritten) return new ConfigError(folder, [error.message], "be written");
  if (!await journalHasRows(folder)) return error;
  return new Error(
    `${error.message}\nEvery finished row is kept in ${journalPath(folder)}; go on with: ${
      isShard ? "the same command" : `deno task bench --resume ${folder}`
    }`,
  );
}
