/** The files of requests and tables beside the pages: an address holds no hash of the content, so it stays. */
import { downloadsOf, formatsOf, writeDownload } from "../queries/downloads/downloads.ts";
import { holdLatest } from "../queries/held.ts";
import { tableCsv, tables } from "../queries/tables/tables.ts";
import { findRuns } from "../store/run_folders.ts";
import { dataFolder, openStore, withRuns } from "../store/views.ts";

/** Writes every download below `folder`; `step` hears of each. */
export async function writeDownloads(
  folder: string,
  step: (done: number, of: number, path: string) => void,
): Promise<void> {
  const found = new Map((await findRuns(dataFolder())).runs.map((run) => [run.run_id, run]));
  const all = await openStore();
  try {
    // Two threads hold four times the memory of one over a million rows with lists, and are no faster.
    await all.run("SET threads = 1");
    const downloads = await downloadsOf(all);
    for (const part of ["runs", "boards", "all", "tables"]) {
      await Deno.mkdir(`${folder}/${part}`, { recursive: true });
    }
    for (const [i, download] of downloads.entries()) {
      const write = async () => {
        for (const format of formatsOf(download)) {
          await writeDownload(all, download, format, `${folder}/${download.path}.${format}`);
        }
      };
      // Of many runs each file would be looked into for each download.
      if (!download.runs) await write();
      else await withRuns(all, download.runs.map((id) => found.get(id)!), write);
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
