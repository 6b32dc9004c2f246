/** The harness measured itself: a load on the simulator, beside the simulator's own log of what it sent. */
import {
  type Calibration,
  calibrationLine,
  mostRounds,
  overLimit,
} from "../calibration/calibration.ts";
import { type Errors, errorsOf, type Sent, type Stamped } from "../calibration/errors.ts";
import { checkConfig, type Config } from "../plan/config.ts";
import { makePlan } from "../plan/plan.ts";
import { startSimulator } from "../simulator/spawn.ts";
import { openJournal } from "../store/journal/journal.ts";
import { targetsOf } from "../targets/targets.ts";
import { startClock, wallNow } from "../wire/clock.ts";
import { type Health, watchHealth } from "../wire/health/health.ts";
import { runTurns } from "./runner.ts";

type Load = Pick<Config, "load" | "concurrency">;

/** A load of its own: tokens come at the pace of a provider, and the answers are short, so that it soon ends. */
const configOf = ({ load, concurrency }: Load): Config =>
  checkConfig({
    name: "calibration",
    mean_input_tokens: 100,
    mean_output_tokens: 20,
    load,
    concurrency,
    requests: Math.max(12, 3 * concurrency),
    warmup: concurrency,
    targets: [{ provider: "simulator", model: "calibration", simulate: "steady" }],
  }, "calibration");

/**
 * Calibrates at this load, again where it is over the limit, and says on stderr what it found; null where `cut`
 * ended it. Its requests are rows of no run. Throws where the simulator does not start.
 */
export async function calibrate(
  load: Load,
  { cut, tries = mostRounds }: { cut?: AbortSignal; tries?: number } = {},
): Promise<Calibration | null> {
  console.error(`Calibrating: ${load.concurrency} at a time to the simulator on this machine.`);
  const config = configOf(load);
  for (let rounds = 1;; rounds++) {
    const errors = await calibrateOnce(config, cut);
    if (cut?.aborted) return null;
    const found: Omit<Calibration, "over"> = {
      calibrated_at: wallNow().toISOString(),
      load: load.load,
      concurrency: load.concurrency,
      requests: config.requests,
      rounds,
      ...errors,
    };
    const calibration = { ...found, over: overLimit(found) };
    console.error(calibrationLine(calibration));
    if (calibration.over === null || rounds === tries) return calibration;
    console.error("That is over the limit: once more.");
  }
}

/** One load, compared. */
async function calibrateOnce(
  config: Config,
  cut?: AbortSignal,
): Promise<Errors & { health: Health }> {
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-calibration-" });
  try {
    const log = `${folder}/sends.jsonl`;
    const simulator = await startSimulator({ log });
    const { stamped, health } = await drive(config, simulator.url, `${folder}/rows`, cut)
      .finally(simulator.stop);
    const lines = (await Deno.readTextFile(log)).split("\n").filter(Boolean);
    const sent = lines.map((line) => JSON.parse(line) as Sent);
    return { ...errorsOf(stamped, sent, config), health };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The way of a run, to the row in its journal: writing it takes time of the same thread. */
async function drive(config: Config, url: string, folder: string, cut?: AbortSignal) {
  const journal = await openJournal(folder);
  const clock = startClock();
  const watched = watchHealth(clock);
  const stamped: Stamped[] = [];
  try {
    await runTurns({
      turns: makePlan(config, config.name, ["Some words to make a prompt of,"]),
      targets: targetsOf(config, () => undefined, url),
      load: config.load,
      concurrency: config.concurrency,
      clock,
      identity: {
        run_id: config.name,
        config_name: config.name,
        config_hash: null,
        workload_hash: null,
        location: null,
      },
      shouldStop: () => cut?.aborted ? "now" : "no",
      onRow(row, text) {
        journal.append(row, text);
        if (row.phase === "measured") stamped.push(row as Stamped);
      },
    });
  } finally {
    watched.stop();
    await journal.close();
  }
  return { stamped, health: watched.health() };
}
