/** `tokenboard.duckdb` in the folder of a store: only views, so that any tool on this machine sees the same tables. */
import { createHash } from "node:crypto";
import { partialOf } from "../files/own_file.ts";
import { openDuckdb } from "./duckdb.ts";
import { changeCache, fileStamp, readCache } from "./own_cache.ts";
import { findRuns } from "./run_folders.ts";
import { dataFolder, type OpenedFolder, openFolder } from "./views.ts";

/** By real path of a file: what it was when its views were written, and which. */
type Written = Record<string, { file: string | null; views: string }>;
const cacheName = "views";
/** More files are not remembered; the oldest go first. */
const most = 100;

/** Makes the file anew. */
export async function writeViewsFile(folder = dataFolder()): Promise<void> {
  const opened = await openFolder(folder, await findRuns(folder));
  try {
    await renewViewsFile(folder, opened);
  } finally {
    opened.db.close();
  }
}

/** Makes the file anew where its views are not those of an open store over the folder. */
export async function renewViewsFile(folder: string, { views }: OpenedFolder): Promise<void> {
  const path = `${await Deno.realPath(folder)}/tokenboard.duckdb`;
  const hash = createHash("sha256").update(JSON.stringify(views)).digest("hex");
  const written = (await readCache<Written>(cacheName))?.[path];
  if (written?.views === hash && written.file === await fileStamp(path)) return;
  const partial = partialOf(path);
  try {
    const db = await openDuckdb(partial);
    try {
      for (const view of views) await db.run(view);
    } finally {
      db.close();
    }
    await Deno.rename(partial, path);
  } finally {
    for (const left of [partial, `${partial}.wal`]) await Deno.remove(left).catch(() => {});
  }
  const now = { file: await fileStamp(path), views: hash };
  await changeCache<Written>(cacheName, (found) => {
    const { [path]: _, ...others } = found ?? {};
    return Object.fromEntries([...Object.entries(others), [path, now] as const].slice(-most));
  });
}
