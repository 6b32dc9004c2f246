/**
 * Runs whose rows stay in a bucket: what is small was brought here, of each file of rows the footer is read, and of its
 * columns what a statement asks for. A file whose footer leaves anything open is brought here whole.
 */
import { dirname } from "node:path";
import type { BucketAccess } from "../../places/access.ts";
import type { PlaceFile } from "../../places/place.ts";
import { parseJson } from "../../providers/read/json.ts";
import { rowsNames } from "../compact/next_rows.ts";
import { sharedFileOf, sharedName } from "../compact/rows_place.ts";
import { checkFolders } from "../door/checked.ts";
import type { Checked } from "../door/door.ts";
import { runOf } from "../door/run_of.ts";
import type { Database } from "../duckdb.ts";
import { loadExtensions } from "../extensions/load.ts";
import { findRuns, type FoundRuns } from "../run_folders.ts";
import { type Footer, judgeFiles } from "./judged_files.ts";
import { tellKeys } from "./secret.ts";

/** A store in a bucket, of which `folder` holds what is small. */
export interface RemoteStore {
  access: BucketAccess;
  /** Absolute, without links. */
  folder: string;
  /** Files that were not brought into it. */
  left: PlaceFile[];
  /** Brings some of them after all. */
  bring(paths: ReadonlySet<string>): Promise<void>;
}

/** What a database needs to read the store. */
export const reachOf =
  ({ access }: Pick<RemoteStore, "access">) => async (db: Database): Promise<void> => {
    await loadExtensions(db, ["httpfs"]);
    await tellKeys(db, access);
  };

/** What is found of a store. */
export interface FoundRemote extends FoundRuns {
  /** How many of its runs are read where they are. */
  there: number;
  /** Files that had to be brought here, and why. */
  brought: { path: string; why: string }[];
}

/** Finds the runs of a remote store, as `findRuns` does. Throws `NoExtension` without httpfs. */
export async function findRemote(store: RemoteStore): Promise<FoundRemote> {
  const reach = reachOf(store);
  const left = new Set(store.left.map(({ path }) => `${store.folder}/${path}`));
  /** Path of the file that has the rows of the run in a folder; null where none that was left has. */
  const at = async (folder: string) => {
    const own = (await rowsNames(folder)).map((name) => `${folder}/${name}`)
      .find((path) => left.has(path));
    const shared = own ? null : await sharedFileOf(folder);
    const file = own ?? (shared === null ? null : `${dirname(folder)}/${sharedName}/${shared}`);
    return file !== null && left.has(file) ? file.slice(store.folder.length + 1) : null;
  };
  const footers = await judgeFiles(store, reach);
  const brought = new Map<string, string>();
  let there = 0;
  const check = async (places: string[]): Promise<Checked[]> => {
    const verdicts = new Map<string, Checked>();
    for (const place of places) {
      const path = await at(place);
      if (path === null) continue;
      const judged = footers.get(path)!;
      const checked = "open" in judged ? null : await checkedBy(place, judged);
      if (checked) verdicts.set(place, checked);
      else brought.set(path, "open" in judged ? judged.open : "it has no rows of its run");
    }
    there = verdicts.size;
    if (brought.size) await store.bring(new Set(brought.keys()));
    const others = places.filter((place) => !verdicts.has(place));
    (await checkFolders(others)).forEach((checked, i) => verdicts.set(others[i], checked));
    return places.map((place) => verdicts.get(place)!);
  };
  const found = await findRuns(store.folder, store.folder, { at, check, reach });
  return { ...found, there, brought: [...brought].map(([path, why]) => ({ path, why })) };
}

/** The verdict on a run by the footer of its rows; null where all of it must be looked at. */
async function checkedBy(place: string, footer: Footer): Promise<Checked | null> {
  const { address, runs, shared, shape } = footer;
  const { id, fault } = await runOf(place);
  if (fault) return null;
  const rows = Object.hasOwn(runs, id) ? runs[id] : 0;
  const run = parseJson(await Deno.readTextFile(`${place}/run.json`)) as { reported?: unknown };
  if (!rows && (shared || !run.reported || !Object.hasOwn(runs, id))) return null;
  return { run_id: id, rows, shape, at: { file: address, shared }, fault: null };
}
