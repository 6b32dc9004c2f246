/** Puts into a place what was made in its mirror. */
import type { Place, PlaceFile } from "../place.ts";
import { eachOf, isRunFile, withFile } from "./bring.ts";
import { filesBelow } from "./files_below.ts";
import type { Progress } from "./brought.ts";
import { sameBytes } from "./same_bytes.ts";
import { stampHere, type State } from "./state.ts";

/** Each is asked for by itself. */
const fewUnits = 8;

export interface Put {
  /** Folders of runs, and others, of which something was put there: `runs/RUN`. */
  folders: string[];
  files: number;
  bytes: number;
  /** Files that were taken away there. */
  removed: number;
  /** Folders of runs that are not whole, and stay here. */
  unfinished: string[];
  /** Folders of which nothing was put, for that side was changed meanwhile. */
  differ: string[];
  /** Folders of which nothing was put, for there shards are making a run of that name. */
  ofShards: string[];
}

interface Work {
  place: Place;
  folder: string;
  state: State;
  save: () => Promise<void>;
  roots: string[];
  removes: boolean;
  progress?: Progress;
}

export async function putFiles(work: Work): Promise<Put> {
  const { place, folder, state, save, removes, progress } = work;
  const roots = removes ? await foldersOf(folder, state) : work.roots;
  const put: Put = {
    ...{ folders: [], files: 0, bytes: 0, removed: 0 },
    ...{ unfinished: [], differ: [], ofShards: [] },
  };
  const changed = await changedFiles(folder, state, roots);
  const gone: string[] = [];
  for (const [path, { here }] of removes ? state : []) {
    if (here === null || !roots.some((root) => path.startsWith(root))) continue;
    if (await stampHere(`${folder}/${path}`) === null) gone.push(path);
  }
  const units = Map.groupBy([...changed, ...gone], unitOf);
  const isGone = new Set(gone);
  const there = await filesThere(place, [...units.keys()]);
  const ready: string[] = [];
  for (const [unit, paths] of [...units].sort()) {
    const whole = !isRun(unit) || await isWhole(`${folder}/${unit}`, paths, isGone);
    if (!whole) put.unfinished.push(unit);
    else if (isOfShards(unit, there)) put.ofShards.push(unit);
    else if (!await mayPut(work, paths, there, isGone)) put.differ.push(unit);
    else ready.push(unit);
  }
  const total = ready.reduce((sum, unit) => sum + units.get(unit)!.length, 0);
  let done = 0;
  const stamps = new Map<string, string | null>();
  const putUnit = async (unit: string) => {
    const files = units.get(unit)!.filter((path) => !isGone.has(path)).sort(runFileLast);
    for (const path of files) {
      const from = `${folder}/${path}`;
      stamps.set(path, await stampHere(from));
      // What is there and was not brought was found to be the same: a put that was cut off.
      if (state.get(path) || !there.has(path)) {
        await place.write(path, from);
        put.files++;
        put.bytes += (await Deno.stat(from)).size;
      }
      progress?.(++done, total, path);
    }
    if (files.length) put.folders.push(unit);
  };
  // Files that several runs share come before those that point to them.
  for (const unit of ready.filter((unit) => unit === shared)) await putUnit(unit);
  await eachOf(ready.filter((unit) => unit !== shared), putUnit);
  put.folders.sort();
  const now = stamps.size ? await filesThere(place, put.folders) : null;
  for (const [path, here] of stamps) {
    const stamp = now!.get(path)?.stamp;
    if (stamp !== undefined) state.set(path, { stamp, here });
  }
  await save();
  try {
    // What went elsewhere is there by now.
    for (const unit of ready) {
      const files = units.get(unit)!.filter((path) => isGone.has(path)).sort(runFileLast);
      for (const path of files.reverse()) {
        await place.remove(path);
        state.delete(path);
        put.removed++;
        progress?.(++done, total, path);
      }
    }
  } finally {
    if (put.removed) await save();
  }
  return put;
}

/** Whoever moves a run moves it from any folder to any: the outermost of both sides. */
async function foldersOf(folder: string, state: State): Promise<string[]> {
  const here = (await Array.fromAsync(Deno.readDir(folder))).filter((entry) => entry.isDirectory);
  const there = [...state.keys()].filter((path) => path.includes("/"));
  const all = [...here.map(({ name }) => name), ...there.map((path) => path.split("/")[0])];
  return [...new Set(all)].filter((name) => !name.startsWith(".")).map((name) => `${name}/`);
}

async function changedFiles(folder: string, state: State, roots: string[]): Promise<string[]> {
  const here: string[] = [];
  for (const root of roots) await filesBelow(folder, root, here);
  const changed: string[] = [];
  for (const path of here) {
    const known = state.get(path);
    if (known?.here === null) continue; // it was being brought
    if (known?.here !== await stampHere(`${folder}/${path}`)) changed.push(path);
  }
  return changed;
}

/** The folders in which something was made or changed here. */
export const changedFolders = async (
  folder: string,
  state: State,
  roots: string[],
) => [...new Set((await changedFiles(folder, state, roots)).map(unitOf))].sort();

/** Which folder a file is part of: a run's, or one that runs share. */
function unitOf(path: string): string {
  const parts = path.split("/");
  const depth = parts[0] === "trash" && parts[1] === "runs" ? 3 : 2;
  return parts.slice(0, Math.min(depth, parts.length - 1)).join("/");
}

const shared = "runs/compacted";
const isRun = (unit: string) => unit.startsWith("runs/") && unit !== shared;
const runFileLast = (a: string, b: string) => Number(isRunFile(a)) - Number(isRunFile(b));

/** Whether a run's folder holds a run that nobody makes now; one that was taken away whole is as whole as can be. */
async function isWhole(
  folder: string,
  paths: string[],
  isGone: ReadonlySet<string>,
): Promise<boolean> {
  if (paths.every((path) => isGone.has(path))) return true;
  const [run, journal] = await Promise.all(
    ["run.json", "journal.jsonl"].map((name) => stampHere(`${folder}/${name}`)),
  );
  return run !== null && journal === null;
}

/** What the place has of these folders; of many it is asked at once. */
async function filesThere(place: Place, units: string[]): Promise<Map<string, PlaceFile>> {
  const prefixes = units.length <= fewUnits
    ? units.map((unit) => `${unit}/`)
    : [...new Set(units.map((unit) => `${unit.split("/")[0]}/`))];
  const lists = await Promise.all(prefixes.map((prefix) => place.list(prefix)));
  return new Map(lists.flat().map((file) => [file.path, file]));
}

/** Whether shards are making a run of that name there: of one that they have made there is a run.json. */
const isOfShards = (unit: string, there: Map<string, PlaceFile>): boolean =>
  isRun(unit) && !there.has(`${unit}/run.json`) &&
  [...there.keys()].some((path) =>
    path === `${unit}/plan.json` || path.startsWith(`${unit}/shard=`)
  );

/** Whether nobody changed there what is to be replaced or removed. */
async function mayPut(
  { place, folder, state }: Work,
  paths: string[],
  there: Map<string, PlaceFile>,
  isGone: ReadonlySet<string>,
): Promise<boolean> {
  for (const path of paths) {
    const [known, theirs] = [state.get(path), there.get(path)];
    if (isGone.has(path)) {
      if (theirs && theirs.stamp !== known!.stamp) return false;
    } else if (known ? theirs?.stamp !== known.stamp : theirs !== undefined) {
      // A put of before that was cut off may have got so far.
      if (!theirs || !await isSame(place, path, `${folder}/${path}`)) return false;
    }
  }
  return true;
}

const isSame = (place: Place, path: string, here: string) =>
  withFile(place, path, (theirs) => sameBytes(theirs, here));
