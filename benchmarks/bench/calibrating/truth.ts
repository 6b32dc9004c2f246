/** Loads on a simulator that logs its sends, and the errors of what the harness measured of them. */
import { type Errors, errorsOf, type Sent, type Stamped } from "../../calibration/errors.ts";
import { checkConfig, type Config } from "../../plan/config.ts";
import { makePlan } from "../../plan/plan.ts";
import { startSimulator } from "../../simulator/spawn.ts";
import { targetsOf } from "../../targets/targets.ts";
import { startClock } from "../../wire/clock.ts";
import type { Health } from "../../wire/health/health.ts";
import { driveTurns } from "../runner.ts";
import { openDrivers } from "../workers/drivers.ts";
import type { Kept, Seen, TruthLoad } from "../workers/messages.ts";

export type TruthConfig = Config & { load: "closed" | "waves" };

/** Tokens come at the pace of a provider, and the answers are short, so that a load soon ends. */
export const truthConfig = (
  load: Pick<Config, "concurrency" | "requests" | "warmup"> & { load: "closed" | "waves" },
): TruthConfig => ({
  ...checkConfig({
    name: "calibration",
    mean_input_tokens: 100,
    mean_output_tokens: 20,
    ...load,
    targets: [{ provider: "simulator", model: "calibration", simulate: "steady" }],
  }, "calibration"),
  load: load.load,
});

/**
 * Gives `work` a load and what takes its rows; then compares what came back whole. `folder` is there until it ends.
 * The rows are of no run.
 */
export async function withTruth(
  config: TruthConfig,
  folder: string,
  work: (load: TruthLoad, stamp: (row: Seen) => void) => Promise<void>,
): Promise<Errors> {
  const log = `${folder}/sends.jsonl`;
  const simulator = await startSimulator({ log });
  const stamped: Stamped[] = [];
  const load: TruthLoad = {
    turns: makePlan(config, config.name, ["Some words to make a prompt of,"]),
    setup: {
      source: { config, environment: {}, simulatorUrl: simulator.url },
      load: config.load,
      concurrency: config.concurrency,
      identity: {
        run_id: config.name,
        config_name: config.name,
        config_hash: null,
        workload_hash: null,
        location: null,
        shard: 0,
      },
      record: false,
      keepText: false,
      prompts: null,
    },
  };
  try {
    await work(load, (row) => {
      if (row.phase === "measured" && row.status === "ok") stamped.push(comparable(row));
    });
  } finally {
    await simulator.stop();
  }
  const lines = (await Deno.readTextFile(log)).split("\n").filter(Boolean);
  return errorsOf(stamped, lines.map((line) => JSON.parse(line) as Sent), config);
}

/** Drives the load over the way of a run, by so many workers. */
export async function truthOf(
  config: TruthConfig,
  folder: string,
  { workers, keep, cut }: { workers: number; keep(kept: Kept): void; cut?: AbortSignal },
): Promise<Errors & { health: Health }> {
  let health!: Health;
  const errors = await withTruth(config, folder, async ({ setup, turns }, stamp) => {
    const options = {
      targets: targetsOf(config, () => undefined, setup.source!.simulatorUrl),
      shouldStop: () => cut?.aborted ? "now" as const : "no" as const,
    };
    const drivers = await openDrivers(workers, {
      ...options,
      setup,
      clock: startClock(),
      keep(kept) {
        keep(kept);
        stamp(kept.row);
      },
    });
    await driveTurns({ ...options, turns }, drivers);
    health = drivers.health();
  });
  return { ...errors, health };
}

/** A run of days must not hold all columns of these. */
const comparable = ({ request_id, ttft_s, chunk_at_s, chunk_chars }: Stamped): Stamped => ({
  request_id,
  ttft_s,
  chunk_at_s,
  chunk_chars,
});

/** Gives `work` a folder that is gone afterwards. */
export async function inTemporary<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-calibration-" });
  try {
    return await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
