/** Which catalogue is meant, and what a command adds to it. */
import { printable } from "../../report/table.ts";
import { boardFile } from "../../store/board/board_file.ts";
import { keepStore, type KeptChange } from "../../store/lake/keep.ts";
import { catalogueVariable, type LakeName, lakeName } from "../../store/lake/lake_name.ts";
import { type FoundRuns, type Run, runIn } from "../../store/run_folders.ts";
import { dataFolder } from "../../store/views.ts";

/** Options of commands that keep or read a catalogue. */
export interface CatalogueOptions {
  catalogue?: string;
  resultsDir?: string;
}

/** The catalogue that a person named; null where there is none. Throws `ConfigError` where its name is none. */
export function catalogueOf({ catalogue }: CatalogueOptions): LakeName | null {
  const name = catalogue ?? (Deno.env.get(catalogueVariable) || undefined);
  return name === undefined ? null : lakeName(name);
}

/** What the files of a store begin with in a catalogue: its folder as an absolute path without links. */
export const rootOf = ({ resultsDir }: CatalogueOptions): Promise<string> =>
  Deno.realPath(resultsDir ?? dataFolder());

/** Adds runs that have just come into the store; nothing without a catalogue. A fault is said: the runs are there. */
export async function addToCatalogue(options: CatalogueOptions, folders: string[]): Promise<void> {
  const name = catalogueOf(options);
  if (!name || !folders.length) return;
  try {
    const root = await rootOf(options);
    const runs = await Promise.all(folders.map((folder) => runIn(folder)));
    const change = await keepStore(name, { root, runs, settings: {}, whole: false });
    if (change) sayNotInRequests(name, change);
  } catch (error) {
    console.error(
      printable(
        `The run is in the store, and not in the catalogue ${name.shown} yet ` +
          `(deno task catalogue adds it): ${(error as Error).message}`,
      ),
    );
  }
}

/** Brings a catalogue up to a whole store; null where it says all of it already. */
export async function catalogueStore(
  name: LakeName,
  root: string,
  folder: string,
  { runs, reach }: FoundRuns,
): Promise<KeptChange | null> {
  const board = await Deno.readTextFile(`${folder}/${boardFile}`).catch(() => null);
  const settings: Record<string, string> = board === null ? {} : { [boardFile]: board };
  return await keepStore(name, { root, runs: runs as Run[], settings, whole: true, reach });
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
