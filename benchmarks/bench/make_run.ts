/** One run, made: its folder, its load, its rows sealed. Nobody else writes the folder meanwhile. */
import { calibratedWith, type Calibration } from "../calibration/calibration.ts";
import type { Errors } from "../calibration/errors.ts";
import { type Config, ConfigError } from "../plan/config.ts";
import { type Dataset, writeCopy } from "../plan/dataset.ts";
import type { Turn } from "../plan/plan.ts";
import { llama2 } from "../plan/tokenizers.ts";
import { configHash, workloadHash, workloadLabel } from "../plan/workload.ts";
import { journalPath } from "../store/journal/journal.ts";
import { sealRun } from "../store/journal/seal.ts";
import { lockWriter } from "../store/journal/writer_lock.ts";
import { startSimulator } from "../simulator/spawn.ts";
import { allReasons } from "../store/row_checks.ts";
import { writeRunFile } from "../store/run_file.ts";
import { wallNow } from "../wire/clock.ts";
import { giveBackOf } from "../wire/health/give_back.ts";
import type { RunTarget } from "../targets/run_target.ts";
import { type Environment, noted } from "../targets/environment.ts";
import { besideRun } from "./calibrating/beside.ts";
import { judgeRows } from "./loads/judge_rows.ts";
import { nameOf } from "./give_up.ts";
import { measure, type Measured, type MeasureOptions, workersHere } from "./measure.ts";
import { explained, makeFolder, sayLost } from "./rescue.ts";
import type { Spool } from "./prompt_spool.ts";
import { diskFull, type PreparedRun } from "./run_folder.ts";
import { describeRun } from "./run_identity.ts";
import { targetsOf } from "../targets/targets.ts";

/** What was prepared for it. */
export interface Prepared {
  /** The whole plan, and the part of it that is still to do. */
  planned: Turn[];
  turns: Turn[];
  dataset: Dataset | null;
  environment: Environment;
  /** The targets as they were checked; what proves who asks is in them. */
  wanted: RunTarget[];
  /** What the harness was found to be like before; null where it was not asked. */
  calibration: Calibration | null;
  /** Where the prompts are, when not in the plan. */
  spool: Spool | null;
  cut?: AbortSignal;
  /** Where it begins or ends with others, or at a given moment. */
  together?: MeasureOptions["together"];
  /** Called once the journal is open. */
  begun?: () => void;
}

/** Drives the run. Throws where its rows could not be written, and says what is kept. */
export async function makeRun(run: PreparedRun, prepared: Prepared): Promise<Measured> {
  const { folder } = run;
  refuseChanged(run, prepared.dataset);
  await makeFolder(folder);
  try {
    const writer = await lockWriter(folder);
    try {
      return await driven(run, prepared);
    } finally {
      writer.release();
    }
  } catch (error) {
    throw await explained(error as Error, folder, run.shard !== null);
  }
}

async function driven(
  run: PreparedRun,
  { planned, turns, dataset, environment, wanted, spool, cut, together, begun, ...prepared }:
    Prepared,
): Promise<Measured> {
  let { calibration } = prepared;
  const { config, folder } = run;
  // A run to go on with has its copy already.
  if (dataset && !run.resumedAt.length) {
    const places = planned.flatMap((t) => t.items.flatMap((i) => i.place ?? []));
    await writeCopy(folder, dataset, places, config.sessions !== "off");
  }
  const workload = workloadOf(config, dataset);
  // First of all: without it nobody could go on with the run.
  const write = (measured: Measured | null) => writeRun(run, workload, calibration, measured);
  await write(null);
  const simulator = config.targets.some((t) => t.simulate)
    ? await startSimulator({ seed: config.seed })
    : null;
  try {
    // What proves who asks is ready since before the run.
    const variables = noted(environment);
    const simulatorUrl = simulator?.url ?? "";
    const targets = targetsOf(config, variables.environment, simulatorUrl).map((target, i) => ({
      ...target,
      credentials: wanted[i].credentials,
    }));
    const beside = calibration ? await besideRun(calibration.workers ?? 1) : null;
    let during: Errors | null = null;
    const measured = await measure(run, turns, targets, {
      run_id: run.runId,
      config_name: config.name,
      config_hash: workload.configHash,
      workload_hash: workload.workloadHash,
      location: run.location,
      shard: run.shard?.index ?? 0,
    }, {
      cut,
      ...{ together, begun },
      spool,
      beside,
      workers: calibration?.workers ?? workersHere(run),
      source: { config, environment: variables.read, simulatorUrl },
    }).finally(async () => during = await beside?.stop() ?? null);
    measured.health.workers.why ??= calibration?.workers_why ?? null;
    calibration &&= calibratedWith(calibration, during, measured.health);
    const over = calibration?.over ?? null;
    await write({ ...measured, invalid: withReasons(measured, over) });
    for (const turn of [...planned, ...turns]) turn.items = []; // nobody asks for them any more
    const { size } = await Deno.stat(journalPath(folder));
    giveBackOf(size); // of the load, before the sealing
    const counts = await sealRun(folder, llama2, config.keep_text, (lost) => sayLost(folder, lost));
    giveBackOf(size); // of the sealing, before the summary
    // Of a plan that is small, a shard may have none.
    if (Object.keys(counts).length || !run.shard) await judge(measured, run);
    // What happened to this very run is said before what its harness is like.
    measured.invalid = withReasons(measured, over);
    await write({ ...measured, counts });
    return measured;
  } finally {
    await simulator?.stop();
  }
}

/** Finds targets whose rows cannot be what they say. Where no other is left, the run is no result. */
async function judge(measured: Measured, { folder, config, shard }: PreparedRun): Promise<void> {
  const { invalidTargets } = measured;
  const found = await judgeRows(folder, config, config.targets, shard !== null);
  for (const target of found.targets) {
    const name = nameOf(target);
    invalidTargets.set(name, allReasons(invalidTargets.get(name), target.why)!);
  }
  const isNone = config.targets.every((target) => invalidTargets.has(nameOf(target)));
  measured.invalid = withReasons(measured, found.run, ...isNone ? invalidTargets.values() : []);
}

/** Why a run is no result: of one that was cut off that alone, for going on with it takes that reason away. */
const withReasons = (
  { interrupted, invalid }: Pick<Measured, "interrupted" | "invalid">,
  ...more: (string | null)[]
): string | null => interrupted || invalid === diskFull ? invalid : allReasons(invalid, ...more);

/** Throws `ConfigError` where the settings in a run's file were changed: the rows would be of two measurements. */
function refuseChanged({ config, before, folder, shard }: PreparedRun, dataset: Dataset | null) {
  const began = before?.config_hash ?? null;
  if (shard || began === null || began === workloadOf(config, dataset).configHash) return;
  throw new ConfigError(folder, [
    "the settings in its run.json are not those that it began with: make a new run of them",
  ], "be resumed");
}

/** A dataset counts by its content: where its file is says nothing on another machine. */
const workloadOf = (config: Config, dataset: Dataset | null) => ({
  configHash: configHash(config, dataset?.sha256),
  workloadHash: workloadHash(config, dataset?.sha256),
  workload: workloadLabel(config, dataset?.name),
});

/** `run.json` as far as it is known: before the load, and after it. */
async function writeRun(
  run: PreparedRun,
  workload: ReturnType<typeof workloadOf>,
  calibration: Calibration | null,
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
      before: run.before,
      calibration,
      location: run.location,
      shard: run.shard,
    },
    measured === null ? null : {
      ...measured,
      endedAt: wallNow().toISOString(),
      givenUp: run.config.targets.map((t) => measured.givenUp.get(nameOf(t)) ?? null),
      stopped: run.config.targets.map((t) => measured.stopped.get(nameOf(t)) ?? null),
      invalidTargets: run.config.targets.map((t) => measured.invalidTargets.get(nameOf(t)) ?? null),
    },
  );
  await writeRunFile(run.folder, described);
}
