/** The files of requests and tables beside the pages: an address holds no hash of the content, so it stays. */
import { downloadsOf, formatsOf, writeDownload } from "../queries/downloads.ts";
import { holdLatest } from "../queries/held.ts";
import { tableCsv, tables } from "../queries/tables/tables.ts";
import { findRuns } from "../store/run_folders.ts";
import { dataFolder, openRuns, openStore } from "../store/views.ts";

/** Writes every download below `folder`; `step` hears of each. */
export async function writeDownloads(
  folder: string,
  step: (done: number, of: number, path: string) => void,
): Promise<void> {
  const folders = new Map(
    (await findRuns(dataFolder())).runs.map((run) => [run.run_id, run.folder]),
  );
  const all = await openStore();
  try {
    const downloads = await downloadsOf(all);
    for (const part of ["runs", "boards", "all", "tables"]) {
      await Deno.mkdir(`${folder}/${part}`, { recursive: true });
    }
    for (const [i, download] of downloads.entries()) {
      // Of many runs each file would be looked into for each download.
      const db = download.runs ? await openRuns(download.runs.map((id) => folders.get(id)!)) : all;
      // Two threads hold four times the memory of one over a million rows with lists, and are no faster.
      await db.run("SET threads = 1");
      for (const format of formatsOf(download)) {
        await writeDownload(db, download, format, `${folder}/${download.path}.${format}`);
      }
      if (db !== all) db.close();
      step(i + 1, downloads.length, download.path);
    }
    await holdLatest(all);
    for (const table of tables) {
      await Deno.writeTextFile(`${folder}/tables/${table.name}.csv`, await tableCsv(all, table));
    }
  } finally {
    all.close();
  }
}
