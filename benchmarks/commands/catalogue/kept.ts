/** What a command adds to a catalogue. */
import { ConfigError } from "../../plan/config.ts";
import { printable } from "../../report/table.ts";
import { boardFile } from "../../store/board/board_file.ts";
import { missingExtension } from "../../store/extensions/load.ts";
import { keepStore, type KeptChange, type KeptStore } from "../../store/lake/keep.ts";
import type { LakeName } from "../../store/lake/lake_name.ts";
import type { Reach } from "../../store/lake/lake.ts";
import { type FoundRuns, type Run, runIn } from "../../store/run_folders.ts";
import { reachOf } from "../../store/remote/remote_runs.ts";
import { dataFolder } from "../../store/views.ts";
import { onceThere, remoteHere } from "../remote/store.ts";
import { catalogueOf, type CatalogueOptions } from "./named.ts";

/** Throws `ConfigError` where a catalogue is named that could not be added to: before anything is made for it. */
export async function refuseCatalogue(options: CatalogueOptions): Promise<void> {
  const missing = await missingExtension(catalogueOf(options)?.extensions ?? []);
  if (missing !== null) throw new ConfigError("command line", [`catalogue: ${missing}`]);
}

/** What the files of a store begin with in a catalogue: its folder, absolute and without links, or its address. */
export const rootOf = async ({ resultsDir }: CatalogueOptions): Promise<string> =>
  remoteHere()?.address ?? await Deno.realPath(resultsDir ?? dataFolder());

/** Runs with the files of their rows as everybody knows them, where the store is not on this machine. */
async function asKept(runs: Run[]): Promise<Pick<KeptStore, "runs" | "reach">> {
  const there = remoteHere();
  if (!there) return { runs };
  const here = `${await Deno.realPath(there.folder)}/`;
  return {
    runs: runs.map((run) =>
      run.at.file.startsWith(here)
        ? { ...run, at: { ...run.at, file: `${there.address}/${run.at.file.slice(here.length)}` } }
        : run
    ),
    reach: await reachHere(),
  };
}

/** What a database needs to read the files of this command's store; undefined where it is on this machine. */
export async function reachHere(): Promise<Reach | undefined> {
  const access = await remoteHere()?.access();
  return access && reachOf({ access });
}

/** The run was made: that a catalogue does not know it yet is said, and is no fault of the run. */
export function sayNotAdded({ shown }: LakeName, error: unknown): void {
  console.error(
    printable(
      `The run is in the store, and not in the catalogue ${shown} yet ` +
        `(deno task catalogue adds it): ${(error as Error).message}`,
    ),
  );
}

/** Adds runs that have just come into the store; nothing without a catalogue. A fault is said: the runs are there. */
export async function addToCatalogue(options: CatalogueOptions, folders: string[]): Promise<void> {
  const name = catalogueOf(options);
  if (!name || !folders.length) return;
  try {
    const root = await rootOf(options);
    const kept = await asKept(await Promise.all(folders.map((folder) => runIn(folder))));
    await onceThere(async () => {
      const change = await keepStore(name, { ...kept, root, settings: {}, whole: false })
        .catch((error) => sayNotAdded(name, error));
      if (change) sayNotInRequests(name, change);
    });
  } catch (error) {
    sayNotAdded(name, error);
  }
}

/** Brings a catalogue up to a whole store; null where it says all of it already. */
export async function catalogueStore(
  name: LakeName,
  root: string,
  folder: string,
  { runs }: FoundRuns,
): Promise<KeptChange | null> {
  const board = await Deno.readTextFile(`${folder}/${boardFile}`).catch(() => null);
  const settings: Record<string, string> = board === null ? {} : { [boardFile]: board };
  return await keepStore(name, { ...await asKept(runs), root, settings, whole: true });
}

export function sayNotInRequests({ shown }: LakeName, { not_in_requests: runs }: KeptChange): void {
  if (!runs.length) return;
  console.error(
    printable(
      `Table requests of ${shown} is without ${runs.length} runs whose files have columns of other types ` +
        `than the record's (deno task sql reads them all the same): ${
          runs.slice(0, 5).join(", ")
        }` +
        `${runs.length > 5 ? ", …" : ""}.`,
    ),
  );
}
