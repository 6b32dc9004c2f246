/** The folder of a run: a new one, or one to go on with. */
import { checkConfig, type Config, ConfigError, withDataset } from "../plan/config.ts";
import { isFind } from "../plan/load/load_schema.ts";
import { entropy } from "../plan/random.ts";
import { ForeignFile, isPlainFile, refuseLinks } from "../files/own_file.ts";
import { rowsPlace } from "../store/compact/rows_place.ts";
import { journalPath } from "../store/journal/journal.ts";
import {
  type Finished,
  finishedAttempts,
  interrupted,
  nothingDone,
} from "../store/journal/recover.ts";
import { isHeld } from "../store/journal/writer_lock.ts";
import type { Place } from "../places/place.ts";
import { runPath } from "../shards/paths.ts";
import { readRunFile, type RunFile } from "../store/run_file.ts";
import { type PlacedShard, shardWords } from "../shards/shard.ts";

/** A run about to be driven. */
export interface PreparedRun {
  runId: string;
  folder: string;
  config: Config;
  metadata: Record<string, string>;
  startedAt: Date;
  /** What need not be made again. */
  finished: Finished;
  resumedAt: string[];
  /** What the run was made with until now; null where it begins. */
  before: Pick<RunFile, "versions" | "resumed_versions" | "calibration" | "config_hash"> | null;
  /** Where its requests are sent from. */
  location: string | null;
  /** Which part of a run it is, where several processes make it; the folder is of this part alone. */
  shard: PlacedShard | null;
}

/** A name for a run that begins now. */
export const nameRun = ({ name }: Config, at: Date): string =>
  `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z-${name}-${entropy()}`;

/** A new run; its folder is made when there is something to put into it. */
export function newRun(
  config: Config,
  into: string,
  metadata: Record<string, string>,
  at: Date,
  runId = nameRun(config, at),
): PreparedRun {
  const folder = `${into}/${runId}`;
  return {
    runId,
    folder,
    config,
    metadata,
    startedAt: at,
    finished: nothingDone(),
    resumedAt: [],
    before: null,
    location: config.location ?? null,
    shard: null,
  };
}

/** Throws `ConfigError` where a run has the folder already. */
export async function refuseTaken(folder: string): Promise<void> {
  if (await Deno.lstat(folder).catch(() => null) === null) return;
  throw new ConfigError(folder, [
    "there is a run of that name: --resume goes on with it, a new run has another --run-id",
  ], "be made");
}

/** The same of a store that need not be of this machine, where shards may be making a run of that name. */
export async function refuseTakenIn(place: Place, runId: string): Promise<void> {
  if (!(await place.list(`${runPath(runId)}/`)).length) return;
  throw new ConfigError(runId, [
    `${place.name} has files of a run of that name: a new run has another --run-id`,
  ], "be made");
}

/**
 * The configuration a run was made with; own prompts come from the copy in its folder. Throws
 * `ConfigError` where its file holds none of ours.
 */
export function configOfRun(
  run: RunFile,
  file: string,
): { config: Config; metadata: Record<string, string> } {
  const { metadata, ...config } = (run.config ?? {}) as Record<string, unknown>;
  if (run.imported_from) {
    throw new ConfigError(
      file,
      [`the run was imported (${run.imported_from}), not made here`],
      "be repeated",
    );
  }
  return {
    config: withDataset(checkConfig(config, file), file),
    metadata: (metadata ?? {}) as Record<string, string>,
  };
}

/** A run to repeat. */
export interface Repeated {
  folder: string;
  run: RunFile;
  config: Config;
  metadata: Record<string, string>;
}

/** The run whose `run.json` (or folder) a person named; null where the name is a configuration's. */
export async function runToRepeat(name: string): Promise<Repeated | null> {
  const folder = name.replace(/\/?(run\.json)?$/, "") || ".";
  if (!/(^|\/)run\.json$/.test(name) && !(await isFolder(name))) return null;
  const run = await readRunFile(folder);
  if (!run) throw new ConfigError(name, ["it has no complete run.json"], "be repeated");
  return { folder, run, ...configOfRun(run, `${folder}/run.json`) };
}

const isFolder = (path: string) => Deno.stat(path).then((s) => s.isDirectory, () => false);

/**
 * A run to go on with, by its folder or by its name in `into`. Throws `ConfigError` where there is none, where it
 * is being run by another process, or where it is done.
 */
export async function runToResume(name: string, into: string, at: Date): Promise<PreparedRun> {
  const refuse = (fault: string): never => {
    throw new ConfigError(name, [fault], "be resumed");
  };
  const given = name.replace(/\/(run\.json)?$/, "");
  const folders = [given, `${into}/${given}`];
  let folder = folders[0];
  let run: RunFile | null = null;
  for (folder of folders) if ((run = await readRunFile(folder))) break;
  if (!run) {
    return refuse(
      "there is no run folder of that name, or its run.json is not whole (give the whole name, or the folder)",
    );
  }
  await refuseLinks(folder).catch((error) => {
    throw error instanceof ForeignFile ? refuse(error.message) : error;
  });
  if (run.shard) {
    return refuse(`it is ${shardWords(run.shard)}: the command that began it goes on with it`);
  }
  if (await isHeld(folder)) return refuse("the run is still being made by another process");
  if (await isFinished(folder, run)) return refuse("the run is finished: nothing is left to do");
  const made = configOfRun(run, `${folder}/run.json`);
  if (isSearch(run)) {
    return refuse("each step of its search depends on the one before: make it again");
  }
  return { ...await goneOnWith(folder, run, at), ...made };
}

/** Whether each step of a run depends on the one before, so that none goes on with it. */
export const isSearch = ({ config }: RunFile): boolean =>
  isFind((config as Partial<Config> | null)?.load ?? "closed");

/** What there is of a run to go on with, beside its configuration. */
export const goneOnWith = async (folder: string, run: RunFile, at: Date) => ({
  runId: run.run_id,
  folder,
  startedAt: run.started_at ? new Date(run.started_at) : at,
  finished: await finishedAttempts(folder),
  resumedAt: [...(run.resumed_at ?? []), at.toISOString()],
  before: run,
  location: run.location,
  shard: null,
});

/** Whether its load was driven to its end, and its rows are sealed. */
export async function isFinished(folder: string, run: RunFile): Promise<boolean> {
  const journal = await isPlainFile(journalPath(folder));
  return await rowsPlace(folder) !== null && !journal && !resumable(run);
}

/** The reasons that going on removes: the plan was not done. */
export const stopped = "interrupted: the run was stopped before its plan was done";
export const diskFull = "interrupted: the disk was full";
const resumable = (run: RunFile) =>
  run.invalid !== null && [interrupted, stopped, diskFull].includes(run.invalid);
