/**
 * Files that we write where others may have put something: a new one under a name that nobody can guess, then renamed.
 * What stands under a known name may be a link to somebody's file; nothing is written through it.
 */
import { entropy } from "../plan/random.ts";
import { withoutEnd } from "../providers/read/ends.ts";
import { LineBlock } from "./line_block.ts";

/** Whether `path` is a plain file, and no link to one. */
export const isPlainFile = (path: string): Promise<boolean> =>
  Deno.lstat(path).then((found) => found.isFile, () => false);

/** A name beside `path` for a file that is not whole yet. */
export const partialOf = (path: string): string => `${path}.${entropy()}${entropy()}.tmp`;
const partialName = /\.[0-9a-f]{12}\.tmp$/;
/** Whether a name is that of a file that is not whole yet. */
export const isPartial = (name: string): boolean => partialName.test(name);

/** Opens a new file to write. Throws where anything has its name. */
export const openNew = (path: string): Promise<Deno.FsFile> =>
  Deno.open(path, { write: true, createNew: true });

/**
 * Writes a file whole: until it is, the one that was there stays, after a loss of power too. A link of its name is
 * replaced, not followed.
 */
export const writeWhole = (path: string, text: string): Promise<void> =>
  writeParts(path, (add) => Promise.resolve(add(text)));

/** Adds parts of a text one after the other. */
export type Parts = (add: (part: string) => void) => Promise<void>;

/** The same of a text that comes in parts: it is never in memory whole. */
export async function writeParts(path: string, parts: Parts): Promise<void> {
  const partial = partialOf(path);
  try {
    {
      using file = await openNew(partial);
      const block = new LineBlock(file);
      await parts((part) => void block.add(part));
      block.flush();
      await file.syncData(); // a file system may keep the new name before what it names
    }
    await Deno.rename(partial, path);
  } catch (error) {
    await Deno.remove(partial).catch(() => {});
    throw error;
  }
}

/** A folder whose files may not be written to, and why. */
export class ForeignFile extends Error {}

/**
 * Throws `ForeignFile` where a folder is a link, or holds anything but folders and files with one
 * name: what is appended to such a file would reach another.
 */
export async function refuseLinks(folder: string): Promise<void> {
  const refuse = (path: string, what: string): never => {
    throw new ForeignFile(`${path} is ${what}: nothing is written there`);
  };
  const asked = withoutEnd(folder, "/");
  if ((await Deno.lstat(asked)).isSymlink) refuse(asked, "a link");
  for await (const { name } of Deno.readDir(asked)) {
    const path = `${asked}/${name}`;
    const found = await Deno.lstat(path).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return null; // it was somebody's partial file
      throw error;
    });
    if (!found) continue;
    const { isFile, isDirectory, isSymlink, nlink } = found;
    if (isSymlink) refuse(path, "a link");
    if (isFile && (nlink ?? 1) > 1) refuse(path, "a file with a second name");
    if (!isFile && !isDirectory) refuse(path, "neither a file nor a folder");
  }
}

/** Removes what writers of this folder, or of its file `of`, left that were killed. */
export async function removePartials(folder: string, of = ""): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && partialName.test(name) && name.startsWith(of)) {
      await Deno.remove(`${folder}/${name}`).catch(() => {});
    }
  }
}
