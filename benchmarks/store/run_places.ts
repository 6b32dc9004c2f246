/** Folders that hold runs, or look as if they did: what is in them is not read. */
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { isPlainFile } from "../files/own_file.ts";
import { readPlainText } from "../files/text_file.ts";
import { isObject, parseJson } from "../providers/read/json.ts";
import { rowsPlace } from "./compact/rows_place.ts";

/** Where runs of this checkout go: its user may have put that folder on another disk. */
export const ownRuns: string = fileURLToPath(new URL("../../data/runs", import.meta.url));

const noRun = "there is no run in it";
const aLink =
  "it is a link, which is not followed: give the folder that it leads to by --results-dir";
const noName = "its name is no text that can be read: give it another";

/** Folder of a store for runs that were taken out of it: what is in there is no run of the store. */
export const trashName = "trash";

/** A folder, and what it lacks of a run; null where it lacks nothing. */
export interface RunPlace {
  path: string;
  missing: string | null;
}

/** The address of the rows of the run in a folder, where they are not on this machine; else null. */
export type RowsElsewhere = (folder: string) => Promise<string | null>;

/**
 * Folders at depth one and two, sorted, but for those in the trash. A link to a folder is named, not followed: what a
 * store holds was put there, not pointed at. `folder` itself may be a link, and so may `mayLead`.
 */
export async function* runPlaces(
  folder: string,
  mayLead: string,
  elsewhere: RowsElsewhere = () => Promise.resolve(null),
): AsyncGenerator<RunPlace> {
  yield* below(folder, 1, await followedBy(mayLead), elsewhere);
}

async function followedBy(mayLead: string): Promise<string | null> {
  const parent = await Deno.realPath(dirname(mayLead)).catch(() => null);
  return parent && `${parent}/${basename(mayLead)}`;
}

/** The store's folder, and those in it that are no runs: where its runs are, and a trash may be. */
export async function foldersOfRuns(folder: string, mayLead: string): Promise<string[]> {
  const found = [folder];
  for (const { name, why } of await foldersIn(folder, await followedBy(mayLead))) {
    const path = `${folder}/${name}`;
    if (why || name === trashName || await missingIn(path).catch(() => null) !== noRun) continue;
    found.push(path);
  }
  return found;
}

async function* below(
  path: string,
  depth: number,
  followed: string | null,
  elsewhere: RowsElsewhere,
): AsyncGenerator<RunPlace> {
  for (const { name, why } of await foldersIn(path, followed)) {
    if (name === trashName && depth > 0) continue;
    const child = `${path}/${name}`;
    try {
      const missing = why ?? await missingIn(child, await elsewhere(child) !== null);
      const unmerged = missing === noRun ? await unmergedIn(child) : null;
      if (unmerged) yield { path: child, missing: unmerged };
      else if (missing !== noRun) yield { path: child, missing };
      else if (depth > 0) yield* below(child, depth - 1, followed, elsewhere);
    } catch (error) {
      yield { path: child, missing: `it cannot be read: ${(error as Error).message}` };
    }
  }
}

/**
 * What a folder lacks of a run; null where it has both files, or its rows are known to be elsewhere. A run that is
 * still being made lacks nothing.
 */
export async function missingIn(folder: string, elsewhere = false): Promise<string | null> {
  const [requests, run, journal] = await Promise.all([
    elsewhere || hasRows(folder),
    isFile(`${folder}/run.json`),
    isPlainFile(`${folder}/journal.jsonl`), // a link is nobody's journal
  ]);
  if (requests && run) return null;
  if (requests) return "it has no run.json";
  return run && !journal ? "it has no requests.parquet" : noRun;
}

/** What is said of a folder that holds shards of a run which is none yet; null of any other. */
async function unmergedIn(folder: string): Promise<string | null> {
  const shards = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && /^shard=\d+$/.test(name)) shards.push(`${folder}/${name}`);
  }
  if (!shards.length) return null;
  const done = await Promise.all(shards.map((shard) => isPlainFile(`${shard}/manifest.json`)));
  const plan = await readPlainText(`${folder}/plan.json`, 1000).catch(() => null);
  const all = [parseJson(plan ?? "")].find(isObject)?.shards;
  return `its shards are not merged: ${done.filter(Boolean).length} of ${
    Number.isSafeInteger(all) ? all : `the ${shards.length} that are here`
  } done (deno task merge says what is missing)`;
}

/** The folders in a folder, and why one may not be looked into. */
async function foldersIn(path: string, followed: string | null) {
  const found: { name: string; why: string | null }[] = [];
  try {
    const place = await Deno.realPath(path);
    for await (const { name, isDirectory, isSymlink } of Deno.readDir(place)) {
      const child = `${place}/${name}`;
      if (isSymlink && await isFolder(child)) {
        found.push({ name, why: child === followed ? null : aLink });
      } else if (isDirectory) {
        // Bytes that are no text come as a text that is the name of nothing.
        const there = await Deno.lstat(child).then(() => true, () => false);
        found.push({ name, why: there ? null : noName });
      }
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort((a, b) => a.name < b.name ? -1 : 1);
}

const isFolder = (path: string) => Deno.stat(path).then((s) => s.isDirectory, () => false);

/** Whether a run's rows are there, in a file of its own or a shared one. */
const hasRows = async (folder: string): Promise<boolean> =>
  await isFile(`${folder}/requests.parquet`) || (await rowsPlace(folder))?.shared === true;

/** False where there is none, or something else of that name; throws where that cannot be known. */
const isFile = (path: string) =>
  Deno.stat(path).then((s) => s.isFile, (error) => {
    if (error instanceof Deno.errors.PermissionDenied) throw error;
    return false;
  });
