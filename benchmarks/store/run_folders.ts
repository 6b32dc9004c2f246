/** Which folders hold runs. One that cannot be read is left out by name, so that it closes no other. */
import { isOwn } from "./journal/own_runs.ts";
import { checkFolders } from "./door/checked.ts";
import type { RowsPlace } from "./compact/rows_place.ts";
import type { Checked } from "./door/door.ts";
import type { Database } from "./duckdb.ts";
import { missingIn, ownRuns, runPlaces } from "./run_places.ts";
import type { Shape } from "./door/shape.ts";

/** A folder that looks like a run and is left out, and why. */
export interface BrokenRun {
  folder: string;
  reason: string;
}

/** A run that may be shown. */
export interface Run {
  folder: string;
  /** The same folder as an absolute path without links. */
  place: string;
  run_id: string;
  rows: number;
  shape: Shape;
  /** Its rows are in this file, alone or among those of others. */
  at: RowsPlace;
  /** What it is taken to be, where that is not the `run.json` in its place: a catalogue's word of a day before. */
  runFile?: string;
}

/** What is found below a folder. */
export interface FoundRuns {
  runs: Run[];
  /** The folders of `runs`. */
  folders: string[];
  broken: BrokenRun[];
  /** What a database needs before it can read their files, where some are not on this machine. */
  reach?: (db: Database) => Promise<void>;
}

/** Rows that stay where they are, in files that are not on this machine. */
export interface Elsewhere {
  /** The address of the rows of the run in a folder; null where they are not elsewhere. */
  at(folder: string): Promise<string | null>;
  /** The verdicts on the runs in these folders, as `checkFolders` gives them. */
  check(places: string[]): Promise<Checked[]>;
  reach(db: Database): Promise<void>;
}

/**
 * Runs at depth one and two, sorted by folder. A link to a folder is named, not followed: what a store holds was put
 * there, not pointed at; `folder` itself may be a link, and `mayLead` too. A folder may have another name than its run,
 * but of several folders that hold one run, one that was made here counts, else that of its name, else the first, the
 * outer ones before: its rows would count twice, and a stranger's folder must not stand in for one's own. `elsewhere`
 * knows of rows that were not brought here.
 */
export async function findRuns(
  folder: string,
  mayLead = ownRuns,
  elsewhere?: Elsewhere,
): Promise<FoundRuns> {
  const broken: BrokenRun[] = [];
  const places = new Map<string, string>();
  for await (const { path, missing } of runPlaces(folder, mayLead, elsewhere?.at)) {
    if (missing) {
      broken.push({ folder: path, reason: missing });
      continue;
    }
    const place = await Deno.realPath(path).catch(() => path); // taken away meanwhile
    if (!places.has(place)) places.set(place, path);
  }
  const checked = await (elsewhere?.check ?? checkFolders)([...places.keys()]);
  const readable: Run[] = [];
  [...places].forEach(([place, path], i) => {
    const { run_id, rows, shape, at, fault } = checked[i];
    if (fault) broken.push({ folder: path, reason: fault });
    else readable.push({ folder: path, place, run_id: run_id!, rows, shape: shape!, at: at! });
  });
  const counts = new Map<string, Run>();
  for (const [id, same] of Map.groupBy(readable, (run) => run.run_id)) {
    counts.set(id, same.length === 1 ? same[0] : await likeliest(same));
  }
  const runs = readable.filter((run) => counts.get(run.run_id) === run);
  for (const run of readable.filter((run) => !runs.includes(run))) {
    const reason = `it is the run that ${counts.get(run.run_id)!.folder} holds`;
    broken.push({ folder: run.folder, reason });
  }
  broken.sort((a, b) => a.folder < b.folder ? -1 : 1);
  return { runs, folders: runs.map((run) => run.folder), broken, reach: elsewhere?.reach };
}

async function likeliest(runs: Run[]): Promise<Run> {
  for (const run of runs) if (await isOwn(run.place)) return run;
  const outer = runs.toSorted((a, b) => depthOf(a) - depthOf(b));
  return outer.find(isNamed) ?? outer[0];
}

const depthOf = ({ folder }: Run) => folder.split("/").length;

const isNamed = ({ place, folder, run_id }: Run) =>
  [place, folder].some((path) => path.split("/").at(-1) === run_id);

/** One folder that a person named. Throws where it may not be shown, unless only what its rows say is wrong. */
export async function runIn(folder: string, whateverItsRows = false): Promise<Run> {
  const refuse = (reason: string): never => {
    throw new Error(`${folder} cannot be read as a run: ${reason}.`);
  };
  const missing = await missingIn(folder);
  if (missing) return refuse(missing);
  const place = await Deno.realPath(folder);
  const [{ run_id, rows, shape, at, fault }]: Checked[] = await checkFolders([place]);
  if (fault && !(whateverItsRows && shape)) return refuse(fault);
  return { folder, place, run_id: run_id!, rows, shape: shape!, at: at! };
}
