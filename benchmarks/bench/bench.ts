/**
 * `deno task bench`: plan, run, seal, show. The parts are wired together only here; those that a first request does not
 * need are loaded when they are needed, so that it is sent sooner.
 */
import type { Config } from "../plan/config.ts";
import { workloadLabel } from "../plan/workload.ts";
import { type StartFlags, wantedOf } from "../shards/wanted_start.ts";
import { isOwn } from "../store/journal/own_runs.ts";
import { datasetText } from "../report/dataset_text.ts";
import { traceText } from "../report/trace_text.ts";
import { llmperfPlaces, refuseForeignFiles } from "../llmperf/result_places.ts";
import type { Summary } from "../report/summary/summary.ts";
import { readRunFile } from "../store/run_file.ts";
import { runsFolder } from "../store/views.ts";
import { writeViewsFile } from "../store/views_file.ts";
import { wallNow } from "../wire/clock.ts";
import { type Left, refuseOverBudget } from "../budget/budget.ts";
import { type Allowed, consent } from "./consent.ts";
import { sayLeftOut } from "../report/left_out.ts";
import { nameOf } from "./give_up.ts";
import { makeRun } from "./make_run.ts";
import type { Measured } from "./measure.ts";
import { itemsOf, planRun } from "./planned.ts";
import { pricesOn } from "../budget/price.ts";
import { makeFolder, recover } from "./rescue.ts";
import { newRun, type PreparedRun, refuseTaken, runToResume } from "./run_folder.ts";
import { locationOf } from "./sharded/shard_flags.ts";
import type { ShardLoad } from "./sharded/shard_load.ts";
import { shardRun } from "./sharded/shard_run.ts";
import { agreeOnPlan } from "../shards/begin.ts";
import { type PlacedShard, shardWords } from "../shards/shard.ts";
import type { Environment } from "../targets/environment.ts";
import { refuseSecrets, refuseUnknownProfiles } from "./refused.ts";
import { prepareTargets, targetsOf } from "../targets/targets.ts";

export interface BenchOptions extends StartFlags {
  resultsDir?: string;
  json?: boolean;
  site?: boolean;
  dryRun?: boolean;
  /** Print every statistic, not the first table alone. */
  full?: boolean;
  metadata?: Record<string, string>;
  /** False where nothing that the configuration asks for may be read: the plan of a dry run needs none of it. */
  consented?: boolean;
  /** Its name, where a watch or a person gave it one. */
  runId?: string;
  /** Where its requests are sent from, where it is not as the configuration says. */
  location?: string;
  /** Which part of a run this process makes, where it is not all of it; how often its rows become a part, seconds. */
  sharded?: PlacedShard | null;
  partS?: number;
  /** The store's name, where one was given. */
  store?: string;
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
  const location = locationOf(options.location, environment) ?? config.location ?? null;
  const metadata = options.metadata ?? {};
  if (options.sharded) {
    const run = await shardRun(config, options.sharded, metadata, location, wallNow());
    const { driveShard } = await import("./sharded/drive_shard.ts");
    return await driveShard(
      run,
      options,
      (found, load) => drive(found, options, environment, load),
    );
  }
  const into = options.resultsDir ?? runsFolder();
  const run = newRun(config, into, metadata, wallNow(), options.runId);
  await refuseTaken(run.folder);
  return await drive({ ...run, location }, options, environment);
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
  load: ShardLoad | null = null,
): Promise<BenchResult> {
  const { config, folder, shard } = run;
  refuseSecrets(config, run.metadata);
  refuseUnknownProfiles(config);
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
  if (!run.resumedAt.length && !options.dryRun && !shard) await recover(into);
  // A store that cannot be read says so before anything is sent.
  if (!options.dryRun && !shard) await sayLeftOut(into);
  const { dataset, planned, turns, share, spool } = await planRun(run, options.dryRun ?? false);
  if (options.spend) {
    // A budget is the whole run's: every shard is given the same.
    refuseOverBudget(config, shard ? planned : turns, options.spend, await pricesOn(run.startedAt));
  }
  if (dataset) {
    console.error((dataset.trace ? traceText : datasetText)(config, dataset, planned));
  }
  const sharding = shard && await import("./sharded/hand_over.ts");
  if (shard) console.error(sharding!.shareText(shard, share!.most, itemsOf(planned)));
  const nothing: BenchResult = {
    ...{ status: 0, summary: null, folder: null, config, metadata: run.metadata },
  };
  if (options.dryRun) {
    const { dryRun } = await import("./dry_run.ts");
    await dryRun(config, workloadLabel(config, dataset?.name), turns, options);
    return nothing;
  }
  if (shard && await sharding!.isHandedOver({ ...run, shard }, share!, options)) {
    spool?.close();
    return nothing;
  }
  if (shard) await agreeOnPlan(shard.place, shard, share!.planSha256);
  const { done } = run.finished;
  if (done.size) console.error(`${done.size} attempts are finished and stay.`);
  let measured: Measured;
  try {
    const calibration = config.calibrate
      ? await (await import("./calibrating/before_run.ts")).calibrated(run, options.cut)
      : null;
    measured = await makeRun(run, {
      ...{ turns, planned, dataset, environment, wanted, calibration, spool },
      cut: AbortSignal.any([options.cut, load?.taken].filter((signal) => signal !== undefined)),
      ...{ begun: load?.begin, together: wantedOf(options, shard) },
    });
  } finally {
    spool?.close();
    await load?.end();
  }
  // Before anything else is done with its rows.
  const taken = load?.taken.aborted ?? false;
  const handed = shard &&
    await sharding!.handedOver({ ...run, shard }, share!, measured, taken, options);
  if (shard) await measured.leave();
  // Of a shard that another process has now, that one tells what became of it.
  if (taken) return { ...nothing, status: 1 };
  if (handed && !await sharding!.hasRows(folder)) return { ...nothing, status: handed.sayRun() };
  const { summaryOf } = await import("./sharded/run_text.ts");
  const { summary, text } = await summaryOf(folder, (await readRunFile(folder))!, {
    ...{ folder, store: options.store ?? options.resultsDir, full: options.full ?? false },
    part: shard && shardWords(shard),
  });
  if (!options.resultsDir && !shard) await writeViewsFile().catch(() => {}); // a convenience for other tools
  console.error(text);
  if (handed) return { ...nothing, status: handed.sayRun(), summary, folder };
  const answered = [
    ...summary.targets.filter((t) => t.counts.succeeded > 0),
    ...summary.again.filter((t) => t.answered > 0),
  ];
  const succeeded = answered.some((t) => !measured.invalidTargets.has(nameOf(t)));
  const status = measured.interrupted ? 130 : succeeded && !measured.invalid ? 0 : 1;
  return { status, summary, folder, config, metadata: run.metadata };
}
