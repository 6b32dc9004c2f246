/** `deno task bench RUN/run.json`: a published run made again, and old beside new. */
import type { Config } from "../plan/config.ts";
import { ConfigError } from "../plan/config.ts";
import {
  compared,
  compareSystems,
  type Comparison,
  comparisonText,
  headline,
} from "../report/comparison.ts";
import { type Database, quote } from "../store/duckdb.ts";
import { readRunFile, type RunFile } from "../store/run_file.ts";
import { openRuns } from "../store/views.ts";
import { systemsOf } from "../store/systems.ts";
import { configOfRun } from "./run_folder.ts";

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
  if (!run) throw new ConfigError(name, ["there is no whole run.json"]);
  return { folder, run, ...configOfRun(run, `${folder}/run.json`) };
}

const isFolder = (path: string) => Deno.stat(path).then((s) => s.isDirectory, () => false);

/** Old beside new. */
export interface RepeatReport {
  old_run_id: string;
  new_run_id: string;
  prompts: { equal: number; different: number; missing: number };
  /** What else changed, and may be why. */
  warnings: string[];
  comparisons: Comparison[];
}

/** Compares the run in `newFolder` with the one it repeats. */
export async function repeatReport(old: Repeated, newFolder: string): Promise<RepeatReport> {
  const now = (await readRunFile(newFolder))!;
  const db = await openRuns([old.folder, newFolder]);
  try {
    const of = (run: RunFile) => systemsOf(db, `q.run_id = ${quote(run.run_id)}`, compared);
    const [before, after] = [await of(old.run), await of(now)];
    const comparisons = after.flatMap((b) => {
      const a = before.find((s) => s.provider === b.provider && s.model === b.model);
      return a ? compareSystems(a, b) : [];
    });
    const tokenizers = [before, after].map((s) =>
      s.find((one) => one.tokenizer)?.tokenizer ?? null
    );
    return {
      old_run_id: old.run.run_id,
      new_run_id: now.run_id,
      prompts: await promptsOf(db, old.run, now),
      warnings: [
        ...Object.keys({ ...old.run.versions, ...now.versions }).flatMap((name) =>
          changed(`version of ${name}`, old.run.versions[name], now.versions[name])
        ),
        ...changed("location", old.run.location, now.location),
        ...changed("tokenizer", tokenizers[0], tokenizers[1]),
        ...changed("processor", old.run.host.cpu, now.host.cpu),
        ...changed("number of cores", old.run.host.cores, now.host.cores),
      ],
      comparisons,
    };
  } finally {
    db.close();
  }
}

const changed = (what: string, a: unknown, b: unknown): string[] =>
  (a ?? null) === (b ?? null)
    ? []
    : [`the ${what} differs: ${a ?? "unknown"} then, ${b ?? "unknown"} now`];

/** Requests of the same place in both plans whose prompts are the same, by their hash. */
async function promptsOf(db: Database, old: RunFile, now: RunFile) {
  const side = (run: RunFile) =>
    `(SELECT DISTINCT provider, model, phase, request_index, prompt_hash FROM requests WHERE run_id = ${
      quote(run.run_id)
    })`;
  const { rows: [row] } = await db.query(
    `SELECT count(*) FILTER (a.prompt_hash = b.prompt_hash) AS equal,
      count(*) FILTER (a.prompt_hash <> b.prompt_hash) AS different,
      count(*) FILTER (a.prompt_hash IS NULL OR b.prompt_hash IS NULL) AS missing
    FROM ${side(old)} a FULL JOIN ${side(now)} b USING (provider, model, phase, request_index)`,
  );
  return row as RepeatReport["prompts"];
}

const sides: [string, string] = ["then", "now"];

/** What a person reads of it. */
export function repeatText(report: RepeatReport): string {
  const { equal, different, missing } = report.prompts;
  const prompts = different === 0
    ? `The prompts are the same: ${equal} of ${equal + missing} equal by hash${
      missing ? `, ${missing} are in one run only` : ""
    }.`
    : `WARNING: ${different} prompts differ, ${equal} are equal: the runs did not ask the same.`;
  return [
    `Repeated: ${report.old_run_id}`,
    prompts,
    ...report.warnings.map((w) => `WARNING: ${w}.`),
    ...(report.comparisons.length
      ? ["", headline(report.comparisons, sides), "", comparisonText(report.comparisons, sides), ""]
      : ["Nothing was timed, so there are no times to compare."]),
    "Two sittings are compared: runs of the same system can differ by the hour.",
  ].join("\n");
}
