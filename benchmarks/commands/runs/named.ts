/** Runs as a person names them: a whole name, its unique beginning, a folder, or `latest`. */
import { ConfigError } from "../../plan/config.ts";
import { withoutEnd } from "../../providers/read/ends.ts";
import { type BrokenRun, findRuns, type FoundRuns } from "../../store/run_folders.ts";
import { dataFolder, openRuns } from "../../store/views.ts";

/** What every command over runs takes. */
export interface RunsOptions {
  json?: boolean;
  resultsDir?: string;
}

/** The folder of the store that is meant. */
export const storeOf = ({ resultsDir }: RunsOptions): string =>
  withoutEnd(resultsDir ?? dataFolder(), "/");

/** A folder of a store; `run_id` is null where it is left out. */
export interface NamedRun {
  run_id: string | null;
  folder: string;
}

/** The one of `runs` that a person named. Throws `ConfigError` where there is none, or several. */
export function oneNamed<R extends NamedRun>(
  name: string,
  runs: R[],
  where: string,
  which = "deno task runs lists them",
  broken: BrokenRun[] = [],
): R {
  const path = withoutEnd(name.replace(/run\.json$/, ""), "/");
  const place = realPath(path);
  const nameOf = (run: R) => run.run_id ?? run.folder.split("/").at(-1)!;
  const found = [
    runs.filter((run) => nameOf(run) === name),
    runs.filter(({ folder }) => folder === path || place && realPath(folder) === place),
    runs.filter((run) => nameOf(run).startsWith(name)),
  ].find((some) => some.length) ?? [];
  if (found.length === 1) return found[0];
  const names = found.slice(0, 5).map(nameOf).join(", ");
  const left = broken.filter(({ folder }) => folder.split("/").at(-1)!.startsWith(name));
  throw new ConfigError(name, [
    found.length
      ? `${found.length} runs begin so: ${names}${found.length > 5 ? ", ..." : ""}`
      : `there is no such run in ${where}: ${which}`,
    ...left.slice(0, 5).map(({ folder, reason }) => `${folder} is left out: ${reason}`),
  ], "be found");
}

const realPath = (path: string) => {
  try {
    return Deno.realPathSync(path);
  } catch {
    return null;
  }
};

/** A run of the store by its name; `latest` is the newest. `which` says what to do where there is none. */
export async function runNamed(
  name: string,
  options: RunsOptions,
  which?: string,
): Promise<NamedRun> {
  const found = await findRuns(storeOf(options));
  return oneNamed(await nameOf(name, found), found.runs, storeOf(options), which, found.broken);
}

/** The name of a run, where `latest` is meant that of the newest. */
export async function nameOf(name: string, { runs, folders }: FoundRuns): Promise<string> {
  if (name !== "latest" || !folders.length || runs.some((run) => run.run_id === name)) return name;
  const db = await openRuns(folders);
  const { rows: [newest] } = await db.query(`SELECT run_id FROM runs
    ORDER BY coalesce(started_at, ended_at) DESC NULLS LAST, run_id LIMIT 1`);
  db.close();
  return String(newest.run_id);
}
