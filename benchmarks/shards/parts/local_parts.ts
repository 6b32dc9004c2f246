/** Parts of a shard on this machine: made here, or brought here, and known by their content. */
import { createHash } from "node:crypto";
import { isPlainFile, partialOf } from "../../files/own_file.ts";
import type { Place } from "../../places/place.ts";
import { shapeOf } from "../../store/door/shape.ts";
import { openDuckdb } from "../../store/duckdb.ts";
import type { Part } from "../manifest.ts";
import { partName, partOf } from "../paths.ts";

/** A part whose file is on this machine, too. */
export interface LocalPart {
  part: Part;
  path: string;
}

/** Below the folder that a shard works in. */
export const partsFolder = (folder: string): string => `${folder}/parts`;

export const sha256Of = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Makes a part of `rows` rows that `write` writes to a path; it stays in the shard's folder. */
export async function fillPart(
  folder: string,
  number: number,
  rows: number,
  write: (path: string) => Promise<void>,
): Promise<LocalPart> {
  await Deno.mkdir(partsFolder(folder), { recursive: true });
  const partial = partialOf(`${partsFolder(folder)}/part`);
  try {
    await write(partial);
    const bytes = await Deno.readFile(partial);
    const sha256 = sha256Of(bytes);
    const file = partName(number, sha256);
    const path = `${partsFolder(folder)}/${file}`;
    await Deno.rename(partial, path);
    return { part: { file, rows, bytes: bytes.length, sha256 }, path };
  } finally {
    await Deno.remove(partial).catch(() => {});
  }
}

/** Puts a part where it is to be. One of its name holds the same bytes, as an earlier try may have left it. */
export async function putPart(place: Place, into: string, { part, path }: LocalPart) {
  const at = `${into}/${part.file}`;
  const bytes = await Deno.readFile(path);
  if (await place.writeOnce(at, bytes)) return;
  // A place that has no whole writes may hold half of an earlier one.
  const there = await place.read(at);
  if (!there || sha256Of(there) !== part.sha256) await place.write(at, bytes);
}

/** Whether a file has the columns without which nobody knows which attempts its rows are. */
async function hasColumns(path: string): Promise<boolean> {
  const db = await openDuckdb();
  try {
    return (await shapeOf(db, path)).missing.length === 0;
  } catch {
    return false; // no Parquet file
  } finally {
    db.close();
  }
}

/** What is in a shard's place: whole parts, brought here, and names of those that are not what their name says. */
export interface Brought {
  parts: { file: string; path: string; bytes: number; sha256: string }[];
  broken: string[];
}

/** Brings the parts of a shard into its folder, but those that are there; in the order of their numbers. */
export async function bringParts(place: Place, into: string, folder: string): Promise<Brought> {
  await Deno.mkdir(partsFolder(folder), { recursive: true });
  const found: Brought = { parts: [], broken: [] };
  const named = (await place.list(`${into}/`)).flatMap((there) => {
    const file = there.path.slice(into.length + 1);
    const about = partOf(file);
    return about ? [{ file, ...about }] : [];
  }).sort((a, b) => a.number - b.number || (a.file < b.file ? -1 : 1));
  for (const { file, sha256Begin } of named) {
    const path = `${partsFolder(folder)}/${file}`;
    const isWhole = async () => {
      if (!await isPlainFile(path)) return null;
      const bytes = await Deno.readFile(path);
      const sha256 = sha256Of(bytes);
      return sha256.startsWith(sha256Begin) ? { file, path, bytes: bytes.length, sha256 } : null;
    };
    let part = await isWhole();
    if (!part) {
      await place.fetch(`${into}/${file}`, path);
      part = await isWhole();
      if (part && !await hasColumns(path)) part = null;
    }
    if (part) found.parts.push(part);
    else {
      await Deno.remove(path);
      found.broken.push(file);
    }
  }
  return found;
}
