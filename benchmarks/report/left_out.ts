/** What a store leaves out is said wherever a person looks at it: a run must not be missing in silence. */
import { printable } from "./table.ts";
import { readPrices } from "../store/reference/prices.ts";
import { findRuns, type FoundRuns } from "../store/run_folders.ts";
import { dataFolder } from "../store/views.ts";

/** A file of another kind would push all else off the screen. */
const namedLines = 20;

/**
 * Names on stderr every run below `folder` that cannot be read, and every line of its prices. Gives the runs that it
 * found there; who has found them already gives them.
 */
export async function sayLeftOut(
  folder: string = dataFolder(),
  there: FoundRuns | null = null,
): Promise<FoundRuns> {
  const found = there ?? await findRuns(folder);
  for (const { folder: path, reason } of found.broken) {
    console.error(printable(`Left out: ${path}: ${reason}.`));
  }
  const { faults } = await readPrices(folder);
  for (const fault of faults.slice(0, namedLines)) console.error(printable(`Left out: ${fault}.`));
  if (faults.length > namedLines) {
    console.error(`Left out: ${faults.length - namedLines} more lines of prices.`);
  }
  return found;
}
