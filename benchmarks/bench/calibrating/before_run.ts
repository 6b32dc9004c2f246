/** What the harness is like on this machine, before it drives a run. */
import type { Calibration } from "../../calibration/calibration.ts";
import { calibrationLoad } from "../../plan/load/calibration_load.ts";
import { slotsHere, workersHere } from "../measure.ts";
import type { PreparedRun } from "../run_folder.ts";
import { calibrate } from "./calibrate.ts";

/** Before its load. Of a run that goes on, rows that were made with a harness over the limit stay so. */
export async function calibrated(run: PreparedRun, cut?: AbortSignal): Promise<Calibration | null> {
  const before = run.before?.calibration as Calibration | null | undefined;
  if (typeof before?.over === "string") return before;
  const workers = workersHere(run);
  const whole = calibrationLoad(run.config);
  const load = { ...whole, concurrency: slotsHere(whole.concurrency, run) };
  const found = await calibrate(load, { cut, workers });
  if (found && found.over !== null) {
    console.error(`OVER THE LIMIT, the run will be invalid: ${found.over}. Ctrl-C ends it now.`);
  }
  return found;
}
