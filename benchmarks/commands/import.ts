/** `deno task import PATH...`: result files of other harnesses become run folders. */
import { type ImportedRun, type ImportFacts, Refusal } from "../importers/importer.ts";
import { importers } from "../importers/index.ts";
import { openDuckdb } from "../store/duckdb.ts";
import { writeParquet } from "../store/parquet.ts";
import { writeRunFile } from "../store/run_file.ts";
import { runsFolder, writeViewsFile } from "../store/views.ts";

/** Imports every path; returns 0, or 2 where a file was refused. What is not refused is imported. */
export async function importCommand(
  paths: string[],
  options: ImportFacts & { json?: boolean; resultsDir?: string },
): Promise<number> {
  const folder = options.resultsDir ?? runsFolder();
  const done: { file: string; run_id: string; rows: number; skipped: number }[] = [];
  let refused = 0;
  for (const path of paths) {
    try {
      const runs = await read(path, options);
      for (const run of runs) done.push(await write(run, folder));
    } catch (error) {
      refused++;
      const reason = error instanceof Refusal
        ? error.message
        : error instanceof Deno.errors.NotFound
        ? `${path}: there is no such file`
        : `${path}: ${(error as Error).message}`;
      console.error(`Refused ${reason}. Nothing of it was imported.`);
    }
  }
  if (!options.resultsDir) await writeViewsFile().catch(() => {}); // a convenience for other tools
  if (options.json) console.log(JSON.stringify(done));
  else {for (const d of done) {
      console.log(
        `${d.run_id}: ${d.rows} rows${d.skipped ? `, ${d.skipped} already there` : ""} (${d.file})`,
      );
    }}
  return refused ? 2 : 0;
}

// All of a path is read before any of it is written.
async function read(path: string, facts: ImportFacts): Promise<ImportedRun[]> {
  for (const importer of importers) {
    const files = await importer.find(path);
    if (files.length) {
      return (await Promise.all(files.map((file) => importer.read(file, facts)))).flat();
    }
  }
  throw new Refusal(
    path,
    `holds nothing that an importer knows (${importers.map((i) => i.name).join(", ")})`,
  );
}

async function write({ file, run, rows }: ImportedRun, folder: string) {
  const target = `${folder}/${run.run_id}`;
  if (await Deno.stat(`${target}/run.json`).then(() => true, () => false)) {
    return { file, run_id: run.run_id, rows: 0, skipped: rows.length };
  }
  const partial = `${target}.${Deno.pid}.tmp`;
  await Deno.mkdir(partial, { recursive: true });
  const db = await openDuckdb();
  try {
    await writeParquet(db, rows, `${partial}/requests.parquet`);
    await writeRunFile(partial, run);
    await Deno.rename(partial, target);
  } finally {
    db.close();
    await Deno.remove(partial, { recursive: true }).catch(() => {});
  }
  return { file, run_id: run.run_id, rows: rows.length, skipped: 0 };
}
