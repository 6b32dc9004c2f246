/** A load on a simulator that logs its sends, and the errors of what the harness measured of it. */
import { type Errors, errorsOf, type Sent, type Stamped } from "../../calibration/errors.ts";
import { checkConfig, type Config } from "../../plan/config.ts";
import { makePlan } from "../../plan/plan.ts";
import type { Row } from "../../record/record.ts";
import type { AttemptText } from "../../record/to_record.ts";
import { startSimulator } from "../../simulator/spawn.ts";
import { targetsOf } from "../../targets/targets.ts";
import { startClock } from "../../wire/clock.ts";
import { runTurns } from "../runner.ts";

type TruthConfig = Config & { load: "closed" | "waves" };

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

/** What a load may do beside being compared. */
export interface TruthOptions {
  /** A folder that is there until it ends. */
  folder: string;
  /** The same requests again and again, until it is cut. */
  endless?: boolean;
  /** Around the load itself: neither starting the simulator nor comparing is part of it. */
  began?(): void;
  ended?(): void;
  onRow?(row: Row, text: AttemptText): void;
  cut?: AbortSignal;
}

/** Drives the load over the way of a run, and compares what came back whole. Its rows are of no run. */
export async function truthOf(
  config: TruthConfig,
  { folder, endless, began, ended, onRow, cut }: TruthOptions,
): Promise<Errors> {
  const log = `${folder}/sends.jsonl`;
  const simulator = await startSimulator({ log });
  const stamped: Stamped[] = [];
  const plan = makePlan(config, config.name, ["Some words to make a prompt of,"]);
  try {
    began?.();
    do {
      await runTurns({
        turns: plan,
        targets: targetsOf(config, () => undefined, simulator.url),
        load: config.load,
        concurrency: config.concurrency,
        clock: startClock(),
        identity: {
          run_id: config.name,
          config_name: config.name,
          config_hash: null,
          workload_hash: null,
          location: null,
        },
        shouldStop: () => cut?.aborted ? "now" : "no",
        onRow(row, text) {
          onRow?.(row, text);
          if (row.phase === "measured" && row.status === "ok") stamped.push(comparable(row));
        },
      });
    } while (endless && !cut?.aborted);
  } finally {
    ended?.();
    await simulator.stop();
  }
  const lines = (await Deno.readTextFile(log)).split("\n").filter(Boolean);
  return errorsOf(stamped, lines.map((line) => JSON.parse(line) as Sent), config);
}

/** A run of days must not hold all columns of these. */
const comparable = ({ request_id, ttft_s, chunk_at_s, chunk_chars }: Row): Stamped => ({
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
