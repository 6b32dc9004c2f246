/** Brings files of a place to a folder. */
import { basename, dirname } from "node:path";
import { partialOf } from "../../files/own_file.ts";
import { NotThere } from "../faults.ts";
import type { Place, PlaceFile } from "../place.ts";
import type { Brought, Progress } from "./brought.ts";
import { sameBytes } from "./same_bytes.ts";
import { stampHere, type State } from "./state.ts";

/** Files that are under way at once. */
const atOnce = 8;

export async function bringFiles(
  { place, folder, state, save, there, gone, progress }: {
    place: Place;
    folder: string;
    state: State;
    save: () => Promise<void>;
    there: PlaceFile[];
    /** Whether a file that the mirror has is no longer there. */
    gone: (path: string) => boolean;
    progress?: Progress;
  },
): Promise<Brought> {
  const brought: Brought = { files: 0, bytes: 0, gone: 0, differ: [] };
  const at = (path: string) => `${folder}/${path}`;
  const todo: PlaceFile[] = [];
  for (const file of there) {
    const [known, here] = [state.get(file.path), await stampHere(at(file.path))];
    const changed = here !== null && known?.here !== null && known?.here !== here;
    if (changed && known?.stamp === file.stamp) continue; // it has yet to be put there
    if (changed) {
      const same = await withFile(place, file.path, (theirs) => sameBytes(theirs, at(file.path)));
      if (same) state.set(file.path, { stamp: file.stamp, here });
      else brought.differ.push(file.path);
    } else if (here === null || known?.here !== here || known.stamp !== file.stamp) {
      todo.push(file);
    }
  }
  const old: string[] = [];
  for (const [path, known] of state) {
    if (!gone(path)) continue;
    const here = await stampHere(at(path));
    // One that was changed here is now one that was made here; one that was being brought is not.
    if (here !== null && (known.here === null || known.here === here)) old.push(path);
    state.delete(path);
  }
  if (!todo.length && !old.length) {
    await save();
    return brought;
  }
  // A run is one for readers once its run.json is here, and none once that is gone.
  for (const path of old.sort(runFilesFirst)) await Deno.remove(at(path)).catch(() => {});
  for (const path of old) await removeEmpty(folder, dirname(path));
  brought.gone = old.length;
  for (const { path, stamp } of todo) state.set(path, { stamp, here: null });
  await save(); // cut off, these are known to be no files of here
  const queue = todo.toSorted((a, b) => runFilesFirst(b.path, a.path));
  let done = 0;
  const one = async ({ path, stamp, bytes }: PlaceFile) => {
    try {
      await place.fetch(path, at(path));
      state.set(path, { stamp, here: await stampHere(at(path)) });
      brought.files++;
      brought.bytes += bytes;
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
      state.delete(path); // taken away since it was listed
    }
    progress?.(++done, todo.length, path);
  };
  try {
    const rows = queue.findIndex(({ path }) => isRunFile(path));
    const parts = rows < 0 ? [queue] : [queue.slice(0, rows), queue.slice(rows)];
    for (const part of parts) await eachOf(part, one);
  } finally {
    await save();
  }
  return brought;
}

/** Does `work` for each, a few at once; the first fault ends it. */
export async function eachOf<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  let failed = false;
  const some = async () => {
    for (const one of left) {
      if (failed) return;
      await work(one).catch((error) => {
        failed = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, some));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

export const isRunFile = (path: string): boolean => basename(path) === "run.json";
const runFilesFirst = (a: string, b: string) => Number(isRunFile(b)) - Number(isRunFile(a));

/** Does `work` with a copy of a file of the place. */
export async function withFile<T>(
  place: Place,
  path: string,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  const copy = partialOf(`${folder}/copy`);
  try {
    await place.fetch(path, copy);
    return await work(copy);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Removes a folder that nothing is in, and those that it was all of. */
async function removeEmpty(root: string, path: string): Promise<void> {
  for (let at = path; at !== "." && at !== ""; at = dirname(at)) {
    if (!await Deno.remove(`${root}/${at}`).then(() => true, () => false)) return;
  }
}
