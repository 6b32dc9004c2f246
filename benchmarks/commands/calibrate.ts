/** `deno task calibrate`: how far off this harness is on this machine, at a load. */
import { calibrate } from "../bench/calibrating/calibrate.ts";
import { workersAsked } from "../bench/workers/auto.ts";
import { type Config, loadConfig } from "../plan/config.ts";
import { calibrationLoad } from "../plan/load/calibration_load.ts";
import { calibrationText } from "../report/calibration_text.ts";

export interface CalibrateOptions {
  numConcurrentRequests?: number;
  workers?: Config["workers"];
  json?: boolean;
}

/** Prints what it found; 1 where it is over the limit. */
export async function calibrateCommand(
  name: string | undefined,
  options: CalibrateOptions,
): Promise<number> {
  const config = await loadConfig(name ?? "quickstart");
  const { load, concurrency: own } = calibrationLoad(config);
  const concurrency = options.numConcurrentRequests ?? own;
  const workers = workersAsked({ workers: options.workers ?? config.workers, concurrency });
  const found = (await calibrate({ load, concurrency }, { workers }))!; // nothing cuts it
  console.log(options.json ? JSON.stringify(found) : calibrationText(found));
  return found.over === null ? 0 : 1;
}
