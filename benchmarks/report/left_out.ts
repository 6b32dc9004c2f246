/** What a store leaves out is said wherever a person looks at it: a run must not be missing in silence. */
import { printable } from "./table.ts";
import { readPrices } from "../store/reference/prices.ts";
import { findRuns } from "../store/run_folders.ts";
import { dataFolder } from "../store/views.ts";

/** Names on stderr every run below `folder` that cannot be read, and every line of its prices. */
export async function sayLeftOut(folder: string = dataFolder()): Promise<void> {
  for (const { folder: path, reason } of (await findRuns(folder)).broken) {
    console.error(printable(`Left out: ${path}: ${reason}.`));
  }
  for (const fault of (await readPrices(folder)).faults) {
    console.error(printable(`Left out: ${fault}.`));
  }
}
