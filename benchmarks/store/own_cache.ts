/**
 * What this checkout found out and need not find out again, in `data/.store`: never in a store that is looked at, for
 * what a stranger wrote is not believed. Whoever is killed leaves what was there before.
 */
import { fileURLToPath } from "node:url";
import { writeWhole } from "../files/own_file.ts";

const folder = fileURLToPath(new URL("../../data/.store", import.meta.url));

/** The cache of this name; null where there is none that can be read. */
export const readCache = <T>(name: string): Promise<T | null> =>
  Deno.readTextFile(`${folder}/${name}.json`).then(JSON.parse).catch(() => null);

/**
 * Changes a cache by what it holds now. Other commands may change it meanwhile: each has its turn. Where nothing can be
 * written, all is found out again next time.
 */
export async function changeCache<T>(name: string, change: (found: T | null) => T | Promise<T>) {
  try {
    await Deno.mkdir(folder, { recursive: true });
    using turn = await Deno.open(`${folder}/${name}.json.turn`, { create: true, write: true });
    await turn.lock(true);
    const changed = await change(await readCache<T>(name));
    await writeWhole(`${folder}/${name}.json`, JSON.stringify(changed));
  } catch { /* a checkout that may only be read */ }
}

/** Changes whenever a file is written again; null where there is none. */
export async function fileStamp(path: string): Promise<string | null> {
  const file = await Deno.lstat(path).catch(() => null); // taken away meanwhile
  if (!file) return null;
  const name = path.slice(path.lastIndexOf("/"));
  return [name, file.size, file.mtime?.getTime(), file.ctime?.getTime(), file.ino].join(" ");
}
