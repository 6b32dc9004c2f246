/** Imported runs to run folders: whole, once, and never over another run. */
import { type ImportedRun, Refusal } from "../importers/importer.ts";
import { type Database, openDuckdb, parquetFiles } from "../store/duckdb.ts";
import { recordColumns, writeParquet } from "../store/parquet.ts";
import { writeRunFile } from "../store/run_file.ts";
import { sayDropped } from "../bench/rescue.ts";
import { dataFolder, runFolders, runsFolder } from "../store/views.ts";

/** What became of one run: `rows` written, or `skipped` because they were there. */
export interface Imported {
  file: string;
  run_id: string;
  rows: number;
  skipped: number;
}

/**
 * Writes the runs of one file into `resultsDir` (default: `runsFolder()`), all of them or none.
 * A run of that name, there or anywhere in the default store, is left as it is; throws `Refusal`
 * where its rows are others.
 */
export async function writeImported(runs: ImportedRun[], resultsDir?: string): Promise<Imported[]> {
  const folder = resultsDir ?? runsFolder();
  const present = await runFolders(resultsDir ?? dataFolder());
  const db = await openDuckdb();
  // One folder inside another: the store looks for runs no deeper than it must, and never in here.
  await Deno.mkdir(folder, { recursive: true });
  const own = await Deno.makeTempDir({ dir: folder, prefix: ".import-", suffix: ".tmp" });
  const staging = `${own}/staged`;
  try {
    const todo: { from: string; to: string }[] = [];
    const done: Imported[] = [];
    for (const { file, run, rows } of runs) {
      const from = `${staging}/${run.run_id}`;
      await Deno.mkdir(from, { recursive: true });
      sayDropped(run.run_id, await writeParquet(db, rows, `${from}/requests.parquet`));
      await writeRunFile(from, run);
      const there = present.find((path) => path.endsWith(`/${run.run_id}`));
      if (there && !await sameRows(db, there, from)) {
        throw new Refusal(file, `gives run ${run.run_id}, but ${there} holds other rows`);
      }
      if (!there) todo.push({ from, to: `${folder}/${run.run_id}` });
      const n = rows.length;
      done.push({ file, run_id: run.run_id, rows: there ? 0 : n, skipped: there ? n : 0 });
    }
    for (const { from, to } of todo) await Deno.rename(from, to);
    return done;
  } finally {
    db.close();
    await Deno.remove(own, { recursive: true }).catch(() => {});
  }
}

/** True where two run folders hold the same observations; where it was run is the importing person's word. */
async function sameRows(db: Database, a: string, b: string): Promise<boolean> {
  const rows = (path: string) =>
    `SELECT ${recordColumns} FROM ${parquetFiles([`${path}/requests.parquet`])}`;
  const but = (path: string) => `(SELECT * EXCLUDE (location) FROM (${rows(path)}))`;
  const { rows: [{ n }] } = await db.query(
    `SELECT (SELECT count(*) FROM (${but(a)} EXCEPT ALL ${but(b)})) +
      (SELECT count(*) FROM (${but(b)} EXCEPT ALL ${but(a)})) AS n`,
  );
  return n === 0;
}
