/** `deno task bench`: plan, run, seal, show. The parts are wired together only here. */
import type { Config } from "../plan/config.ts";
import { configHash, workloadHash, workloadLabel } from "../plan/workload.ts";
import { type Dataset, readDataset, writeCopy } from "../plan/dataset.ts";
import { makePlan, planSize, type Turn } from "../plan/plan.ts";
import { sonnetLines } from "../plan/prompts.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { attemptWord } from "../record/recover.ts";
import { sealRun } from "../record/seal.ts";
import { datasetText } from "../report/dataset_text.ts";
import { showPlanning } from "../report/planning.ts";
import { summarise, type Summary } from "../report/summary.ts";
import { summaryText } from "../report/summary_text.ts";
import { startSimulator } from "../simulator/spawn.ts";
import { writeRunFile } from "../store/run_file.ts";
import { rowFaults } from "../store/row_checks.ts";
import { openRuns, openUnjudged, runsFolder, writeViewsFile } from "../store/views.ts";
import { wallNow } from "../wire/clock.ts";
import { dryRun } from "./dry_run.ts";
import { nameOf } from "./give_up.ts";
import { sayLeftOut } from "./left_out.ts";
import { measure, type Measured } from "./measure.ts";
import { openSpool, spoolFrom } from "./prompt_spool.ts";
import { explained, makeFolder, recover, sayLost } from "./rescue.ts";
import { newRun, type PreparedRun, runToResume } from "./run_folder.ts";
import { describeRun } from "./run_identity.ts";
import type { Environment } from "./environment.ts";
import { prepareTargets, targetsOf } from "./targets.ts";

export interface BenchOptions {
  resultsDir?: string;
  json?: boolean;
  site?: boolean;
  dryRun?: boolean;
  /** Print every statistic, not the first table alone. */
  full?: boolean;
  metadata?: Record<string, string>;
}

/** 0 done, 1 nothing succeeded or the run is invalid, 130 interrupted (what finished is kept). */
export interface BenchResult {
  status: number;
  summary: Summary | null;
  folder: string | null;
  config: Config;
  metadata: Record<string, string>;
}

/** Runs a configuration whole. Throws `ConfigError` before anything is sent where something is missing. */
export async function runBench(
  config: Config,
  options: BenchOptions,
  environment: Environment = (name) => Deno.env.get(name),
): Promise<BenchResult> {
  const into = options.resultsDir ?? runsFolder();
  return await drive(
    newRun(config, into, options.metadata ?? {}, wallNow()),
    options,
    environment,
  );
}

/** Goes on with a run that was cut off: finished attempts stay, the others are made. */
export async function resumeBench(
  name: string,
  options: BenchOptions,
  environment: Environment = (name) => Deno.env.get(name),
): Promise<BenchResult> {
  const run = await runToResume(name, options.resultsDir ?? runsFolder(), wallNow());
  return await drive(run, options, environment);
}

async function drive(
  run: PreparedRun,
  options: BenchOptions,
  environment: Environment,
): Promise<BenchResult> {
  const { config, folder } = run;
  const wanted = targetsOf(config, environment, "http://simulator"); // what is missing is said before anything starts
  if (!options.dryRun) await prepareTargets(config, wanted);
  const into = folder.slice(0, folder.lastIndexOf("/"));
  if (!options.dryRun) await makeFolder(into);
  if (!run.resumedAt.length) await recover(into);
  if (!options.dryRun) await sayLeftOut(into); // a store that cannot be read says so before anything is sent
  const lines = sonnetLines(
    await Deno.readTextFile(new URL("../plan/sonnets.txt", import.meta.url)),
  );
  const dataset = config.dataset === null ? null : await readDataset(config.dataset);
  const size = planSize(config);
  const planning = size >= spoolFrom ? showPlanning(size) : null;
  const spool = size >= spoolFrom && !options.dryRun ? openSpool() : null;
  const planned = makePlan(config, run.runId, lines, {
    dataset,
    store: spool,
    planned: planning?.add,
  });
  planning?.end();
  const turns = withoutDone(planned, config, run.done);
  if (dataset) console.error(datasetText(config, dataset, planned));
  if (options.dryRun) {
    await dryRun(config, workloadLabel(config, dataset?.name), turns, options);
    return { status: 0, summary: null, folder: null, config, metadata: run.metadata };
  }
  if (run.done.size) console.error(`${run.done.size} attempts are finished and stay.`);
  await makeFolder(folder);
  // A run to go on with has its copy already.
  if (dataset && !run.resumedAt.length) {
    await writeCopy(folder, dataset, planned.flatMap((t) => t.items.flatMap((i) => i.place ?? [])));
  }
  const workload = workloadOf(config, dataset);
  // First of all: without it nobody could go on with the run.
  await writeRun(run, workload, null);
  const simulator = config.targets.some((t) => t.simulate)
    ? await startSimulator({ seed: config.seed })
    : null;
  let measured: Measured;
  try {
    // What proves who asks is ready since before the run.
    const targets = targetsOf(config, environment, simulator?.url ?? "").map((target, i) => ({
      ...target,
      credentials: wanted[i].credentials,
    }));
    measured = await measure(run, turns, targets, {
      run_id: run.runId,
      config_name: config.name,
      config_hash: workload.configHash,
      workload_hash: workload.workloadHash,
      location: config.location ?? null,
    });
    await writeRun(run, workload, measured);
    const counts = await sealRun(folder, llama2, config.keep_text, (lost) => sayLost(folder, lost));
    measured.invalid ??= await faultsOf(folder);
    await writeRun(run, workload, { ...measured, counts });
  } catch (error) {
    throw await explained(error as Error, folder);
  } finally {
    await simulator?.stop();
    spool?.close();
  }
  const db = await openRuns([folder]);
  const summary = await summarise(db, run.runId);
  db.close();
  if (!options.resultsDir) await writeViewsFile().catch(() => {}); // a convenience for other tools
  console.error(summaryText(summary, {
    folder,
    simulated: config.targets.filter((t) => t.simulate).map((t) => t.provider),
    unverified: config.targets.filter((t) => !t.tls_verify).map((t) => t.provider),
    givenUp: [...measured.givenUp.values()],
    goingOn: config.keep_going,
    errors: measured.errors,
    invalid: measured.invalid,
    full: options.full ?? false,
  }));
  const succeeded = summary.targets.some((t) => t.counts.succeeded > 0);
  const status = measured.interrupted ? 130 : succeeded && !measured.invalid ? 0 : 1;
  return { status, summary, folder, config, metadata: run.metadata };
}

async function faultsOf(folder: string): Promise<string | null> {
  const db = await openUnjudged(folder);
  try {
    return await rowFaults(db);
  } finally {
    db.close();
  }
}

/** A dataset counts by its content: where its file is says nothing on another machine. */
const workloadOf = (config: Config, dataset: Dataset | null) => ({
  configHash: configHash(config, dataset?.sha256),
  workloadHash: workloadHash(config, dataset?.sha256),
  workload: workloadLabel(config, dataset?.name),
});

function withoutDone(turns: Turn[], config: Config, done: Set<string>): Turn[] {
  if (!done.size) return turns;
  return turns.map((turn) => ({
    ...turn,
    items: turn.items.filter(({ target, phase, requestIndex }) => {
      const { provider, model } = config.targets[target];
      const key = { provider, model, phase, request_index: requestIndex, attempt: 1 };
      return !done.has(attemptWord(key));
    }),
  }));
}

/** `run.json` as far as it is known: before the load, and after it. */
async function writeRun(
  run: PreparedRun,
  workload: ReturnType<typeof workloadOf>,
  measured: Measured | null,
): Promise<void> {
  const described = describeRun(
    {
      config: run.config,
      runId: run.runId,
      ...workload,
      startedAt: run.startedAt.toISOString(),
      metadata: run.metadata,
      resumedAt: run.resumedAt,
    },
    measured === null ? null : {
      ...measured,
      endedAt: wallNow().toISOString(),
      givenUp: run.config.targets.map((t) => measured.givenUp.get(nameOf(t)) ?? null),
    },
  );
  await writeRunFile(run.folder, described);
}
