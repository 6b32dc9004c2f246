/** Runs that were cut off: found, sealed, and explained to a person. */
import { ConfigError } from "../plan/config.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { BeingWritten, journalPath } from "../record/journal.ts";
import { recoverRuns } from "../record/recover.ts";

/** Seals what earlier runs in `into` left behind, and says so. */
export async function recover(into: string): Promise<void> {
  const { sealed, failed } = await recoverRuns(into, () => llama2);
  for (const found of sealed) {
    console.error(
      `Kept the finished rows of a run that had been cut off: ${found} (--resume goes on with it)`,
    );
  }
  for (const { folder, reason } of failed) {
    console.error(`A run that had been cut off stays as it is: ${folder}: ${reason}`);
  }
}

/** Makes a folder, or says which could not be made. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Error(`The folder ${folder} cannot be made: ${(error as Error).message}`);
  }
}

/** What a person needs to know of a run whose rows could not be written. */
export async function explained(error: Error, folder: string): Promise<Error> {
  if (error instanceof BeingWritten) return new ConfigError(folder, [error.message], "be written");
  const journal = await Deno.stat(journalPath(folder)).catch(() => null);
  if (!journal?.size) return error;
  return new Error(
    `${error.message}\nEvery finished row is kept in ${
      journalPath(folder)
    }; go on with: deno task bench --resume ${folder}`,
  );
}
