/** The harness measured itself: a load on the simulator, beside the simulator's own log of what it sent. */
import { type Errors, errorsOf, type Sent, type Stamped } from "../calibration/errors.ts";
import { checkConfig, type Config } from "../plan/config.ts";
import { makePlan } from "../plan/plan.ts";
import { startSimulator } from "../simulator/spawn.ts";
import { openJournal } from "../store/journal/journal.ts";
import { targetsOf } from "../targets/targets.ts";
import { startClock } from "../wire/clock.ts";
import { watchHealth } from "../wire/health.ts";
import { runTurns } from "./runner.ts";

/** Tokens come as fast as from a quick provider; answers are short, so that it soon ends. */
const profile = "steady";
const tokens = { in: 100, out: 20 };

export async function calibrateOnce(load: Pick<Config, "load" | "concurrency">, signal?: AbortSignal) {
  const { concurrency } = load;
  const config = checkConfig({
    name: "calibration",
    mean_input_tokens: tokens.in,
    mean_output_tokens: tokens.out,
    load: load.load,
    concurrency,
    requests: Math.max(20, 3 * concurrency),
    warmup: concurrency,
    targets: [{ provider: "simulator", model: "calibration", simulate: profile }],
  }, "calibration");
  const folder = await Deno.makeTempDir({ prefix: "tokenboard-calibration-" });
  const log = `${folder}/sends.jsonl`;
  const simulator = await startSimulator({ log });
  const journal = await openJournal(`${folder}/rows`);
  const clock = startClock();
  const health = watchHealth(clock);
  const stamped: Stamped[] = [];
  try {
    await runTurns({
      turns: makePlan(config, "calibration", ["A line of words to say something with,"]),
      targets: targetsOf(config, () => undefined, simulator.url),
      load: config.load,
      concurrency,
      clock,
      identity: { run_id: "calibration", config_name: config.name, config_hash: null, workload_hash: null, location: null },
      shouldStop: () => signal?.aborted ? "now" : "no",
      onRow(row, text) {
        journal.append(row, text);
        if (row.phase === "measured") stamped.push(row as unknown as Stamped);
      },
    });
  } finally {
    health.stop();
    await journal.close();
    await simulator.stop();
  }
  const lines = (await Deno.readTextFile(log)).trim().split("\n");
  await Deno.remove(folder, { recursive: true });
  return { ...errorsOf(stamped, lines.map((line) => JSON.parse(line) as Sent), config), health: health.health };
}
