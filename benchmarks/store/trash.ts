/**
 * The trash of a store: `trash/` in its folder, where a run lies under the path that it had, and another one in a
 * folder of the store that is on another disk. Runs are renamed, never copied and never removed.
 */
import { dirname } from "node:path";
import { readRunFile } from "./run_file.ts";
import { foldersOfRuns, ownRuns, runPlaces, trashName } from "./run_places.ts";

/** Where a run is, and where it goes. */
export interface Move {
  run_id: string | null;
  from: string;
  to: string;
}

/**
 * Where the folder `path` of the store at `store` would lie in its trash: that of the folder it is in, where that is on
 * another disk.
 */
export async function toTrash(store: string, path: string): Promise<string> {
  const own = dirname(path);
  const [here, there] = await Promise.all([store, own].map((folder) => Deno.stat(folder)));
  const at = here.dev === there.dev ? store : own;
  return `${at}/${trashName}/${path.slice(at.length + 1)}`;
}

/** What lies in the trash of a store, and where each was. */
export async function inTrash(store: string): Promise<Move[]> {
  const found: Move[] = [];
  for (const folder of await foldersOfRuns(store, ownRuns)) {
    const trash = `${folder}/${trashName}`;
    await refuseLink(trash);
    for await (const { path } of runPlaces(trash, ownRuns)) {
      found.push({
        run_id: (await readRunFile(path))?.run_id ?? null,
        from: path,
        to: `${folder}/${path.slice(trash.length + 1)}`,
      });
    }
  }
  return found;
}

/**
 * Moves folders of the store at `store`, all of them or none. Throws where something has one of the new names, or where
 * one cannot be moved; what was moved by then goes back.
 */
export async function moveAll(store: string, moves: Move[]): Promise<void> {
  for (const { to } of moves) if (await isThere(to)) throw new Error(`${to} is there already`);
  const done: Move[] = [];
  try {
    for (const move of moves) {
      const folder = dirname(move.to);
      const [trash] = folder.slice(store.length).match(/^.*?\/trash(?=\/|$)/) ?? [];
      for (const path of trash ? [store + trash, folder] : []) await refuseLink(path);
      await Deno.mkdir(folder, { recursive: true });
      await Deno.rename(move.from, move.to);
      done.push(move);
    }
  } catch (error) {
    for (const { from, to } of done.reverse()) await Deno.rename(to, from);
    const disk = (error as { code?: string }).code === "EXDEV"
      ? ": it is on another disk; give that folder by --results-dir, which has a trash of its own"
      : `: ${(error as Error).message}`;
    throw new Error(`${moves[done.length].from} cannot be moved${disk}`);
  }
}

const isThere = (path: string) => Deno.lstat(path).then(() => true, () => false);

/** A trash that is a link would move runs to where its maker likes. */
async function refuseLink(path: string): Promise<void> {
  const found = await Deno.lstat(path).catch(() => null);
  if (found && !found.isDirectory) {
    throw new Error(`${path} is no folder: nothing is moved there`);
  }
}
