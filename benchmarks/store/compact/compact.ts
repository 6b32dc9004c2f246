/**
 * Moves the rows of old runs into files that the runs of a month share. A run keeps its folder and all else in it. Its
 * own file goes last, and only after its rows were found in the shared one: whenever this ends, however it ends, each
 * run has its rows once, and the next call goes on.
 */
import { createHash } from "node:crypto";
import { openNew, partialOf, refuseLinks, removePartials } from "../../files/own_file.ts";
import { columnNames } from "../../record/record.ts";
import { type Database, openDuckdb, quote } from "../duckdb.ts";
import { lockFile, lockWriter } from "../journal/writer_lock.ts";
import type { Run } from "../run_folders.ts";
import { rowsOf, shapeOf } from "../door/shape.ts";
import { pointTo, sharedName } from "./rows_place.ts";

/** Runs of a month (UTC, `2026-01`), in order of their folders. */
export interface Month {
  month: string;
  runs: Run[];
}

/** What a month's runs became: files that were written, and how many bytes their own files had. */
export interface Compacted {
  month: string;
  runs: number;
  rows: number;
  files: string[];
  bytes_before: number;
  bytes_after: number;
}

/** By run, how many rows a source has and what they are, whatever their order. */
export async function contents(db: Database, source: string): Promise<Map<string, string>> {
  const hash = `hash(${columnNames.join(", ")})`;
  const { rows } = await db.query(
    `SELECT run_id, concat_ws(' ', count(*), sum(${hash}::HUGEINT), bit_xor(${hash})) AS what
    FROM ${source} GROUP BY run_id`,
  );
  return new Map(rows.map(({ run_id, what }) => [String(run_id), String(what)]));
}

/** The rows of runs from their own files, typed as the record has them: a file may be older than a column. */
function ownRows(runs: Run[]): string {
  const alike = Map.groupBy(runs, (run) => JSON.stringify(run.shape));
  const sources = [...alike.values()].map((some) =>
    rowsOf(some[0].shape, some.map((run) => run.at.file))
  );
  return `(${sources.join(" UNION ALL ")})`;
}

/** Who reads one run reads the row groups that it is in, so that they are far smaller than DuckDB's own of 122,880. */
const rowGroupSize = 8192;

/** Writes the rows of runs from a source into a new file of the folder; its name is theirs alone. */
export async function writeShared(
  db: Database,
  folder: string,
  month: string,
  ids: string[],
  source: string,
): Promise<string> {
  const names = createHash("sha256").update(ids.join("\n"));
  const name = `${month}-${names.digest("hex").slice(0, 12)}.parquet`;
  const partial = partialOf(`${folder}/${name}`);
  (await openNew(partial)).close();
  await db.run(
    `COPY (SELECT * FROM ${source}) TO ${quote(partial)} (FORMAT parquet, COMPRESSION zstd,
      ROW_GROUP_SIZE ${rowGroupSize})`,
  );
  {
    using file = await Deno.open(partial);
    await file.sync();
  }
  await Deno.rename(partial, `${folder}/${name}`);
  return name;
}

/** The month's files in the folder. */
export async function filesOf(folder: string, month: string): Promise<string[]> {
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  return names.filter((name) => name.startsWith(`${month}-`) && name.endsWith(".parquet")).sort();
}

async function stampOf(path: string): Promise<string> {
  const { size, mtime, ino } = await Deno.stat(path);
  return [size, mtime?.getTime(), ino].join(" ");
}
export const sizeOf = async (path: string) => (await Deno.stat(path)).size;

/**
 * Does something in the folder of shared files of `runsFolder` that no other process does meanwhile. Throws `Error`
 * where another one does.
 */
export async function inShared<T>(
  runsFolder: string,
  act: (db: Database, folder: string) => Promise<T>,
): Promise<T> {
  const folder = `${runsFolder}/${sharedName}`;
  await Deno.mkdir(folder, { recursive: true });
  await refuseLinks(folder);
  const lock = await lockFile(`${folder}/writer.tmp`);
  if (!lock) throw new Error(`Another process compacts ${runsFolder}: wait until it has ended.`);
  const db = await openDuckdb();
  try {
    // Two threads hold what they wrote until it is their turn; the file is in the order of the runs.
    await db.run("SET threads = 1");
    await removePartials(folder);
    return await act(db, folder);
  } finally {
    db.close();
    lock.release();
  }
}

/**
 * Moves the rows of a month's runs, which lie in `runsFolder` with files of their own. Throws `Error` where another
 * process does the same, or where a file that was written does not hold what it should; nothing is removed then.
 */
export const compactMonth = (runsFolder: string, month: Month): Promise<Compacted> =>
  inShared(runsFolder, async (db, folder) => {
    const stamps = await Promise.all(month.runs.map((run) => stampOf(run.at.file)));
    const own = await contents(db, ownRows(month.runs));
    const bytes = await Promise.all(month.runs.map((run) => sizeOf(run.at.file)));
    const found = new Map<string, string>();
    const look = async (name: string) => {
      const file = `${folder}/${name}`;
      const { shape } = await shapeOf(db, file);
      const shared = await contents(db, `(${rowsOf(shape, [file])})`);
      for (const [id, what] of own) if (shared.get(id) === what) found.set(id, name);
    };
    for (const name of await filesOf(folder, month.month)) await look(name);
    const left = month.runs.filter((run) => !found.has(run.run_id));
    if (left.length) {
      await look(
        await writeShared(db, folder, month.month, left.map((run) => run.run_id), ownRows(left)),
      );
    }
    const lost = month.runs.filter((run) => !found.has(run.run_id));
    if (lost.length) throw new Error(`${lost[0].folder} does not read the same from ${folder}`);
    for (const [i, run] of month.runs.entries()) {
      await pointAndRemove(run, found.get(run.run_id)!, stamps[i]);
    }
    const files = [...new Set(found.values())].map((name) => `${folder}/${name}`);
    const after = await Promise.all(files.map(sizeOf));
    const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
    return {
      month: month.month,
      runs: month.runs.length,
      rows: sum(month.runs.map((run) => run.rows)),
      files,
      bytes_before: sum(bytes),
      bytes_after: sum(after),
    };
  });

/** From here on the run has its rows from the shared file. */
async function pointAndRemove(run: Run, name: string, stamp: string): Promise<void> {
  await refuseLinks(run.place);
  const writer = await lockWriter(run.place);
  try {
    if (await stampOf(run.at.file) !== stamp) throw new Error(`${run.at.file} changed meanwhile`);
    await pointTo(run.place, name);
    await Deno.remove(run.at.file);
  } finally {
    writer.release();
  }
}
