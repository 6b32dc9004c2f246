/**
 * Makes one file of those that several calls wrote for a month, so that a store has few however often it is compacted.
 * What is to go goes last: a run points to the old file or to the new one, and each holds all its rows.
 */
import { dirname } from "node:path";
import { refuseLinks } from "../../files/own_file.ts";
import { type Database, quote } from "../duckdb.ts";
import { rowsOf, shapeOf } from "../door/shape.ts";
import { lockWriter } from "../journal/writer_lock.ts";
import { readRunFile } from "../run_file.ts";
import { runPlaces } from "../run_places.ts";
import { inTrash } from "../trash.ts";
import { contents, filesOf, inShared, sizeOf, writeShared } from "./compact.ts";
import { pointTo, sharedFileOf, sharedName } from "./rows_place.ts";

/** A file of so many bytes is whole: to write it again with each new run would cost more than it saves. */
const wholeBytes = 1e9;

/** A month of whose files one was made, or would be. */
export interface Merged {
  month: string;
  /** How many there were. */
  from: number;
  /** Null where nothing was done. */
  file: string | null;
  bytes_before: number;
  bytes_after: number | null;
}

/** Where a file's rows are asked for: folders of runs, and of runs in the trash of `store`, by what they point to. */
async function pointersTo(runsFolder: string, store: string): Promise<Map<string, string[]>> {
  const root = await Deno.realPath(runsFolder);
  const places: string[] = [];
  for await (const { path } of runPlaces(runsFolder, runsFolder)) {
    const place = await Deno.realPath(path).catch(() => path); // taken away meanwhile
    if (dirname(place) === root) places.push(place);
  }
  for (const { from, to } of await inTrash(store)) {
    // Restored, it lies where its pointer leads to our files.
    if (await Deno.realPath(dirname(to)).catch(() => null) === root) places.push(from);
  }
  const found = new Map<string, string[]>();
  for (const place of places) {
    const name = await sharedFileOf(place);
    if (name !== null) found.set(name, [...found.get(name) ?? [], place]);
  }
  return found;
}

/** The months that have several files, each with those that are to be one. */
export async function severalFiles(
  runsFolder: string,
): Promise<{ month: string; names: string[]; bytes: number }[]> {
  const folder = `${runsFolder}/${sharedName}`;
  const all = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  const months = new Set(
    all.flatMap(({ name }) => /^(\d{4}-\d\d)-[0-9a-f]{12}\.parquet$/.exec(name)?.[1] ?? []),
  );
  const found = [];
  for (const month of [...months].sort()) {
    const sized = await Promise.all(
      (await filesOf(folder, month)).map(async (name) => ({
        name,
        bytes: await sizeOf(`${folder}/${name}`),
      })),
    );
    const parts = sized.filter(({ bytes }) => bytes < wholeBytes);
    if (parts.length < 2) continue;
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    found.push({ month, names: parts.map(({ name }) => name), bytes });
  }
  return found;
}

/**
 * Makes one file of a month's files `names`. Runs in the trash of `store` are found in it, too. Throws `Error` where
 * another process compacts, or where the new file does not hold what the old ones do; nothing is removed then.
 */
export const mergeFiles = (
  runsFolder: string,
  store: string,
  { month, names, bytes }: { month: string; names: string[]; bytes: number },
): Promise<Merged> =>
  inShared(runsFolder, async (db, folder) => {
    const held = new Map<string, { source: string; runs: Map<string, string> }>();
    for (const name of names) {
      const { shape } = await shapeOf(db, `${folder}/${name}`);
      const source = `(${rowsOf(shape, [`${folder}/${name}`])})`;
      held.set(name, { source, runs: await contents(db, source) });
    }
    // Of a run whose rows several files hold, for a call was ended, those count that it points to.
    const pointed = await pointersTo(runsFolder, store);
    const from = new Map<string, string>();
    for (const [name, { runs }] of held) {
      const own = new Set(await runIds(pointed.get(name) ?? []));
      for (const id of runs.keys()) if (!from.has(id) || own.has(id)) from.set(id, name);
    }
    const isWhole = (runs: Map<string, string>) =>
      [...from].every(([id, name]) => runs.get(id) === held.get(name)!.runs.get(id));
    const name = [...held].find(([, { runs }]) => isWhole(runs))?.[0] ??
      await written(db, folder, month, from, held, isWhole);
    const old = names.filter((other) => other !== name);
    for (const place of old.flatMap((other) => pointed.get(other) ?? [])) await point(place, name);
    const left = await pointersTo(runsFolder, store);
    for (const other of old) if (!left.has(other)) await Deno.remove(`${folder}/${other}`);
    const file = `${folder}/${name}`;
    return {
      month,
      from: names.length,
      file,
      bytes_before: bytes,
      bytes_after: await sizeOf(file),
    };
  });

/** Writes the rows of each run from the file that it is to be read from; gives the new file's name. */
async function written(
  db: Database,
  folder: string,
  month: string,
  from: Map<string, string>,
  held: Map<string, { source: string }>,
  isWhole: (runs: Map<string, string>) => boolean,
): Promise<string> {
  const parts = [...Map.groupBy(from.keys(), (id) => from.get(id)!)].map(([name, ids]) =>
    `SELECT * FROM ${held.get(name)!.source} WHERE run_id IN (${ids.map(quote).join(", ")})`
  );
  const ids = [...from.keys()];
  const name = await writeShared(db, folder, month, ids, `(${parts.join(" UNION ALL ")})`);
  const { shape } = await shapeOf(db, `${folder}/${name}`);
  if (!isWhole(await contents(db, `(${rowsOf(shape, [`${folder}/${name}`])})`))) {
    throw new Error(`${folder}/${name} does not hold what the files of ${month} do`);
  }
  return name;
}

/** Names of runs as their files say them. */
async function runIds(places: string[]): Promise<string[]> {
  const files = await Promise.all(places.map((place) => readRunFile(place)));
  return files.flatMap((file) => file?.run_id ?? []);
}

async function point(place: string, name: string): Promise<void> {
  await refuseLinks(place);
  const writer = await lockWriter(place);
  try {
    await pointTo(place, name);
  } finally {
    writer.release();
  }
}
