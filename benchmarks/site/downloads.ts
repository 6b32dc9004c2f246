/** The files of requests beside the pages: an address holds no hash of the content, so it stays. */
import { downloadsOf, formatsOf, writeDownload } from "../store/downloads.ts";
import { openStore } from "../store/views.ts";

/** Writes every download below `folder`; `step` hears of each. */
export async function writeDownloads(
  folder: string,
  step: (done: number, of: number, path: string) => void,
): Promise<void> {
  const db = await openStore();
  try {
    // Two threads hold four times the memory of one over a million rows with lists, and are no faster.
    await db.run("SET threads = 1");
    const files = (await downloadsOf(db)).flatMap((download) =>
      formatsOf(download).map((format) => ({ download, format }))
    );
    for (const part of ["runs", "boards", "all"]) {
      await Deno.mkdir(`${folder}/${part}`, { recursive: true });
    }
    for (const [i, { download, format }] of files.entries()) {
      await writeDownload(db, download, format, `${folder}/${download.path}.${format}`);
      step(i + 1, files.length, download.path);
    }
  } finally {
    db.close();
  }
}
