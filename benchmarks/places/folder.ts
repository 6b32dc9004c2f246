/** A folder of this machine, or of a disk that several machines share, as the place of a store. */
import { dirname } from "node:path";
import { diskFault } from "./disk_faults.ts";
import { isPartial, partialOf } from "../files/own_file.ts";
import { withoutEnd } from "../providers/read/ends.ts";
import { NotThere, PlaceFault } from "./faults.ts";
import { safeName } from "./names.ts";
import type { Place, PlaceFile } from "./place.ts";

/** Kernels note the time of a file at their tick: every 10 ms where it is rarest. */
const tickMs = 10;

/**
 * The folder may be missing as long as nothing is written. Links in it are not followed, and are no files. Throws
 * `PlaceFault` where the disk refuses, or what is to be written would go through a link.
 */
export function folderPlace(folder: string): Place {
  const root = withoutEnd(folder, "/");
  const at = (path: string) => `${root}/${safeName(path)}`;
  const asked = <T>(work: Promise<T>) =>
    work.catch((error) => {
      throw diskFault(error, `Store ${folder}`);
    });
  /** Where a file is written. */
  const own = async (path: string) => {
    const to = at(path);
    const link = await linkOnTheWay(root, dirname(path));
    if (link === null) return to;
    throw new PlaceFault(`Store ${folder}: ${link} is a link, and none of a store is followed.`);
  };
  return {
    name: folder,
    folder: root || "/",
    async list(prefix) {
      if (prefix) safeName(withoutEnd(prefix, "/"));
      const found: PlaceFile[] = [];
      const link = prefix === "" ? null : await asked(linkOnTheWay(root, withoutEnd(prefix, "/")));
      if (link === null) await asked(filesIn(root, prefix, found));
      return found.sort((a, b) => a.path < b.path ? -1 : 1);
    },
    async read(path) {
      const from = at(path);
      return await asked(isOwnFile(root, path))
        ? await asked(Deno.readFile(from).catch(ifThere))
        : null;
    },
    write: async (path, from) => await asked(whole(await own(path), from, Deno.rename)),
    async writeOnce(path, bytes) {
      const to = await own(path);
      if (await Deno.lstat(to).then(() => true, ifThere)) return false;
      try {
        await whole(to, bytes, linked);
        return true;
      } catch (error) {
        if (error instanceof Deno.errors.AlreadyExists) return false;
        throw diskFault(error, `Store ${folder}`);
      }
    },
    async fetch(path, to) {
      const from = at(path);
      if (!await asked(isOwnFile(root, path))) throw new NotThere(folder, path);
      await whole(to, from, Deno.rename).catch((error) => {
        throw diskFault(error, dirname(to));
      });
    },
    async remove(path) {
      await asked(Deno.remove(await own(path)).catch(ifThere));
    },
    time: () => asked(time()),
  };

  async function time() {
    await Deno.mkdir(root || "/", { recursive: true });
    const mark = partialOf(`${root}/.clock`);
    try {
      await Deno.writeFile(mark, new Uint8Array(1), { createNew: true });
      return { theirsMs: (await Deno.stat(mark)).mtime!.getTime(), resolutionMs: tickMs };
    } finally {
      await Deno.remove(mark).catch(() => {});
    }
  }
}

/** Whether a name is that of a file, with no link on the way to it. */
async function isOwnFile(root: string, path: string): Promise<boolean> {
  if (await linkOnTheWay(root, dirname(path)) !== null) return false;
  return (await Deno.lstat(`${root}/${path}`).catch(ifThere))?.isFile ?? false;
}

/** The first folder from the root to `path` that is a link; the root itself may be one. */
async function linkOnTheWay(root: string, path: string): Promise<string | null> {
  let at = root;
  for (const part of path === "." ? [] : path.split("/")) {
    at += `/${part}`;
    const found = await Deno.lstat(at).catch(ifThere);
    if (!found) return null;
    if (found.isSymlink) return at;
  }
  return null;
}

/** Null where a file, or a folder on its way, is missing. */
function ifThere(error: unknown): null {
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
    return null;
  }
  throw error;
}

async function filesIn(root: string, prefix: string, found: PlaceFile[]): Promise<void> {
  const entries = await Array.fromAsync(Deno.readDir(`${root}/${prefix}`)).catch(ifThere);
  for (const { name, isDirectory, isFile } of entries ?? []) {
    const path = prefix + name;
    if (isDirectory) await filesIn(root, `${path}/`, found);
    if (!isFile || isPartial(name)) continue;
    const file = await Deno.stat(`${root}/${path}`).catch(ifThere); // it may be gone meanwhile
    if (file) found.push({ path, bytes: file.size, stamp: fileStamp(file) });
  }
}

/** Another one once the file is another: whoever writes it whole gives it a new number. */
export const fileStamp = ({ size, mtime, ino }: Deno.FileInfo): string =>
  `${size}-${mtime?.getTime() ?? 0}-${ino ?? 0}`;

/** Makes a file of bytes, or of another file, under a name of its own, and `put`s it under the one it is to have. */
async function whole(
  to: string,
  from: string | Uint8Array<ArrayBuffer>,
  put: (partial: string, to: string) => Promise<void>,
): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  const partial = partialOf(to);
  try {
    if (typeof from === "string") await Deno.copyFile(from, partial);
    else await Deno.writeFile(partial, from, { createNew: true });
    using file = await Deno.open(partial, { write: true });
    await file.syncData(); // a file system may keep the new name before what it names
    await put(partial, to);
  } finally {
    await Deno.remove(partial).catch(() => {});
  }
}

/** A second name is given only where nothing has it, by every system and over a network, too. */
async function linked(partial: string, to: string): Promise<void> {
  try {
    await Deno.link(partial, to);
  } catch (error) {
    const { code } = error as { code?: string };
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code ?? "")) throw error;
    // A file system without second names: the file is never two writers', but may be seen before it is whole.
    await Deno.writeFile(to, await Deno.readFile(partial), { createNew: true });
  }
}
