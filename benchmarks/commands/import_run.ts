/** Imported runs to run folders: whole, once, and never over another run. */
import { type ImportedRun, Refusal } from "../importers/importer.ts";
import { rowsIn, rowsPlace } from "../store/compact/rows_place.ts";
import { type Database, openDuckdb } from "../store/duckdb.ts";
import { columnsOf, shapeOf } from "../store/door/shape.ts";
import { writeParquet } from "../store/parquet.ts";
import { writeRunFile } from "../store/run_file.ts";
import { sayDropped } from "../bench/rescue.ts";
import { sameMeasurement } from "./same_measurement.ts";
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
      if (there && !await sameRows(db, run.run_id, there, from)) {
        throw new Refusal(file, `gives run ${run.run_id}, but ${there} holds other rows`);
      }
      const same = there ? null : await sameMeasurement(db, run, from, present);
      if (same) {
        throw new Refusal(file, `holds the measurement of run ${same} again, by times and tokens`);
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

/** True where two run folders hold the same observations; place, provider and model are the importing person's word. */
async function sameRows(db: Database, run_id: string, a: string, b: string): Promise<boolean> {
  const but = async (path: string) => {
    const at = (await rowsPlace(path))!;
    // A file may be older than a column.
    const { shape } = await shapeOf(db, at.file);
    const columns = columnsOf(shape).map(({ name, sql }) => `${sql} AS ${name}`).join(", ");
    return `(SELECT * EXCLUDE (location, provider, model) FROM (
      SELECT ${columns} FROM ${rowsIn(at, run_id)}))`;
  };
  const [one, other] = [await but(a), await but(b)];
  const { rows: [{ n }] } = await db.query(
    `SELECT (SELECT count(*) FROM (${one} EXCEPT ALL ${other})) +
      (SELECT count(*) FROM (${other} EXCEPT ALL ${one})) AS n`,
  );
  return n === 0;
}
