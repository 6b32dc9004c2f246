/** `deno task bench`: plan, run, seal, show. The parts are wired together only here. */
import type { Config } from "../plan/config.ts";
import { workloadLabel } from "../plan/workload.ts";
import { readDataset } from "../plan/dataset.ts";
import { calibrationLoad } from "../plan/load/calibration_load.ts";
import { readTrace } from "../traces/read_trace.ts";
import { makePlan, planSize } from "../plan/plan.ts";
import { sonnetLines } from "../plan/prompts.ts";
import { isOwn } from "../store/journal/own_runs.ts";
import { datasetText } from "../report/dataset_text.ts";
import { traceText } from "../report/trace_text.ts";
import { llmperfPlaces, refuseForeignFiles } from "../llmperf/result_places.ts";
import { showPlanning } from "../report/planning.ts";
import { summarise, type Summary } from "../report/summary/summary.ts";
import { summaryText } from "../report/summary/summary_text.ts";
import { openRuns, runsFolder } from "../store/views.ts";
import { writeViewsFile } from "../store/views_file.ts";
import { wallNow } from "../wire/clock.ts";
import { giveBack } from "../wire/health/give_back.ts";
import { type Left, refuseOverBudget } from "../budget/budget.ts";
import { workersAsked } from "./workers/auto.ts";
import { calibrate } from "./calibrating/calibrate.ts";
import type { Calibration } from "../calibration/calibration.ts";
import { type Allowed, consent } from "./consent.ts";
import { dryRun } from "./dry_run.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { nameOf } from "./give_up.ts";
import { makeRun } from "./make_run.ts";
import type { Measured } from "./measure.ts";
import { pricesOn } from "../budget/price.ts";
import { openSpool, spoolFrom, spoolFromTokens } from "./prompt_spool.ts";
import { leftOf } from "./sessions/remaining.ts";
import { makeFolder, recover } from "./rescue.ts";
import { newRun, type PreparedRun, runToResume } from "./run_folder.ts";
import type { Environment } from "../targets/environment.ts";
import { refuseSecrets } from "./refuse_secrets.ts";
import { prepareTargets, targetsOf } from "../targets/targets.ts";

export interface BenchOptions {
  resultsDir?: string;
  json?: boolean;
  site?: boolean;
  dryRun?: boolean;
  /** Print every statistic, not the first table alone. */
  full?: boolean;
  metadata?: Record<string, string>;
  /** False where nothing that the configuration asks for may be read: the plan of a dry run needs none of it. */
  consented?: boolean;
  /** Its name, where a watch gave it one. */
  runId?: string;
  /** Ends it at once; what finished is kept. */
  cut?: AbortSignal;
  /** What it may use. */
  spend?: Left;
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
  const run = newRun(config, into, options.metadata ?? {}, wallNow(), options.runId);
  return await drive(run, options, environment);
}

/** Goes on with a run that was cut off: finished attempts stay, the others are made. */
export async function resumeBench(
  name: string,
  options: BenchOptions & Allowed,
  environment: Environment = (name) => Deno.env.get(name),
): Promise<BenchResult> {
  const run = await runToResume(name, options.resultsDir ?? runsFolder(), wallNow());
  const consented = await isOwn(run.folder) || await consent({
    file: `${run.folder}/run.json`,
    config: run.config,
    allowed: options,
    environment,
    dryRun: options.dryRun ?? false,
    run: true,
    ownDataset: false,
    here: false,
  });
  return await drive(run, { ...options, consented }, environment);
}

async function drive(
  run: PreparedRun,
  options: BenchOptions,
  environment: Environment,
): Promise<BenchResult> {
  const { config, folder } = run;
  refuseSecrets(config, run.metadata);
  // What is missing is said before anything starts.
  const wanted = options.consented === false
    ? []
    : targetsOf(config, environment, "http://simulator");
  if (!options.dryRun) await prepareTargets(config, wanted);
  const into = folder.slice(0, folder.lastIndexOf("/"));
  if (!options.dryRun) await makeFolder(into);
  if (options.resultsDir && !options.dryRun) {
    await refuseForeignFiles(options.resultsDir, llmperfPlaces(options.resultsDir, config));
  }
  if (!run.resumedAt.length && !options.dryRun) await recover(into);
  if (!options.dryRun) await sayLeftOut(into); // a store that cannot be read says so before anything is sent
  const lines = sonnetLines(
    await Deno.readTextFile(new URL("../plan/sonnets.txt", import.meta.url)),
  );
  const dataset = config.dataset === null
    ? null
    : config.trace
    ? await readTrace(config)
    : await readDataset(config.dataset);
  // A trace has as many as it has; by its rules it may be sent again.
  if (dataset?.trace && !(config.trace!.rules && config.requests)) {
    config.requests = Math.min(config.requests ?? Infinity, dataset.size);
  }
  const size = planSize(config);
  const planning = size >= spoolFrom ? showPlanning(size) : null;
  const tokens = dataset?.trace?.requests.reduce((sum, r) => sum + r.inputTokens, 0) ?? 0;
  const spooled = size >= spoolFrom || tokens >= spoolFromTokens;
  const spool = spooled && !options.dryRun ? openSpool(config.workers !== 1) : null;
  const planned = makePlan(config, run.runId, lines, {
    dataset,
    store: spool,
    planned: planning?.add,
  });
  planning?.end();
  // Of a long plan: what stays for the load grows with what is in memory when it begins.
  if (spooled) giveBack();
  const { done } = run.finished;
  const turns = done.size ? leftOf(planned, config, run.finished) : planned;
  if (options.spend) {
    refuseOverBudget(config, turns, options.spend, await pricesOn(run.startedAt));
  }
  if (dataset) {
    console.error((dataset.trace ? traceText : datasetText)(config, dataset, planned));
  }
  if (options.dryRun) {
    await dryRun(config, workloadLabel(config, dataset?.name), turns, options);
    return { status: 0, summary: null, folder: null, config, metadata: run.metadata };
  }
  if (done.size) console.error(`${done.size} attempts are finished and stay.`);
  let measured: Measured;
  try {
    const calibration = config.calibrate ? await calibrated(run, options.cut) : null;
    measured = await makeRun(run, {
      ...{ turns, planned, dataset, environment, wanted, calibration, spool },
      cut: options.cut,
    });
  } finally {
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
    stopped: measured.stopped,
    givenUp: [...measured.givenUp.values()],
    goingOn: config.keep_going,
    invalid: measured.invalid,
    invalidTargets: measured.invalidTargets,
    full: options.full ?? false,
  }));
  const answered = [
    ...summary.targets.filter((t) => t.counts.succeeded > 0),
    ...summary.again.filter((t) => t.answered > 0),
  ];
  const succeeded = answered.some((t) => !measured.invalidTargets.has(nameOf(t)));
  const status = measured.interrupted ? 130 : succeeded && !measured.invalid ? 0 : 1;
  return { status, summary, folder, config, metadata: run.metadata };
}

/** Before its load. Of a run that goes on, rows that were made with a harness over the limit stay so. */
async function calibrated(run: PreparedRun, cut?: AbortSignal): Promise<Calibration | null> {
  const before = run.before?.calibration as Calibration | null | undefined;
  if (typeof before?.over === "string") return before;
  const workers = workersAsked(run.config);
  const found = await calibrate(calibrationLoad(run.config), { cut, workers });
  if (found && found.over !== null) {
    console.error(`OVER THE LIMIT, the run will be invalid: ${found.over}. Ctrl-C ends it now.`);
  }
  return found;
}
