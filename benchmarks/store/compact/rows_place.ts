/**
 * Where the rows of a run are: in a file of its own, or in one that the old runs of a month share. Its own file counts
 * as long as it is there, so a run has its rows once at every moment of a move.
 */
import { dirname } from "node:path";
import { writeWhole } from "../../files/own_file.ts";
import { isObject, parseJson } from "../../providers/read/json.ts";
import { parquetFiles, quote } from "../duckdb.ts";
import { rowsNames } from "./next_rows.ts";

/** Folder, beside the folders of runs, of the files that they share. */
export const sharedName = "compacted";
/** In the folder of a run: which of those files has its rows. */
const pointer = "compacted.json";

/** A file with rows of a run. */
export interface RowsPlace {
  file: string;
  /** Whether it holds rows of other runs, too. */
  shared: boolean;
}

/** What stands at a path, a link as itself; null where nothing does. */
const there = (path: string) => Deno.lstat(path).catch(() => null);

/** Where the rows of the run in `folder` are; null where there are none. */
export async function rowsPlace(folder: string): Promise<RowsPlace | null> {
  for (const name of await rowsNames(folder)) {
    const own = `${folder}/${name}`;
    if (await there(own)) return { file: own, shared: false };
  }
  const name = await sharedFileOf(folder);
  if (name === null) return null;
  const file = `${dirname(await Deno.realPath(folder))}/${sharedName}/${name}`;
  return (await there(file))?.isFile ? { file, shared: true } : null;
}

/** The name of the file that the run points to, alone, so that it leads nowhere else; null where it points to none. */
export async function sharedFileOf(folder: string): Promise<string | null> {
  const path = `${folder}/${pointer}`;
  const found = await there(path);
  if (!found?.isFile || found.size > 1000) return null;
  const { file } = [parseJson(await Deno.readTextFile(path).catch(() => ""))].find(isObject) ?? {};
  return typeof file === "string" && /^[\w-]+\.parquet$/.test(file) ? file : null;
}

/** Says in the folder of a run that its rows are in this file of the shared ones. */
export const pointTo = (folder: string, file: string): Promise<void> =>
  writeWhole(`${folder}/${pointer}`, JSON.stringify({ file }) + "\n");

/** The rows of a run as they are in its file, to select from. */
export const rowsIn = ({ file, shared }: RowsPlace, run_id: string): string =>
  shared
    ? `(SELECT * FROM ${parquetFiles([file])} WHERE run_id = ${quote(run_id)})`
    : parquetFiles([file]);
