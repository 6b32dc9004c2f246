/** The harness measured itself before a run: a load on the simulator at the run's concurrency. */
import {
  type Calibration,
  calibrationLine,
  mostRounds,
  overLimit,
} from "../../calibration/calibration.ts";
import type { Config } from "../../plan/config.ts";
import type { calibrationLoad } from "../../plan/load/calibration_load.ts";
import { openJournal } from "../../store/journal/journal.ts";
import { wallNow } from "../../wire/clock.ts";
import { lateBy, workersFor } from "../workers/auto.ts";
import type { Kept } from "../workers/messages.ts";
import { inTemporary, type TruthConfig, truthConfig, truthOf } from "./truth.ts";

export interface CalibrateOptions {
  cut?: AbortSignal;
  tries?: number;
  workers?: Config["workers"];
}

/**
 * Calibrates at this load, again where it is over the limit, and says on stderr what it found; null where `cut`
 * ended it. Where `workers` is left open, more than one are tried when one is over by its own work. Throws where the
 * simulator does not start.
 */
export async function calibrate(
  { load, concurrency }: ReturnType<typeof calibrationLoad>,
  { cut, tries = mostRounds, workers = 1 }: CalibrateOptions = {},
): Promise<Calibration | null> {
  console.error(`Calibrating: ${concurrency} at a time to the simulator on this machine.`);
  const requests = Math.max(12, 3 * concurrency);
  const truth = truthConfig({ load, concurrency, requests, warmup: concurrency });
  let sharing = workers === "auto" ? 1 : workers;
  let why: string | null = null;
  for (let rounds = 1;; rounds++) {
    const errors = await inTemporary((folder) => oneRound(truth, folder, sharing, cut));
    if (cut?.aborted) return null;
    const found = {
      calibrated_at: wallNow().toISOString(),
      ...{ load, concurrency, workers: sharing, workers_why: why, requests, rounds },
      ...errors,
      during: null,
    };
    const calibration = { ...found, over: overLimit(found) };
    console.error(calibrationLine(calibration));
    if (calibration.over === null) return calibration;
    const late = workers === "auto" && sharing === 1 ? lateBy(errors.health) : null;
    if (late !== null && workersFor(concurrency) > 1) {
      [sharing, rounds, why] = [workersFor(concurrency), 0, `in the calibration ${late}`];
      console.error(`In the calibration ${late}: ${sharing} workers share the plan from here on.`);
      continue;
    }
    if (rounds === tries) return calibration;
    console.error("That is over the limit: once more.");
  }
}

/** With a journal: writing its lines takes time of the thread that stamps. */
async function oneRound(config: TruthConfig, folder: string, workers: number, cut?: AbortSignal) {
  const journal = await openJournal(`${folder}/rows`);
  const keep = ({ row, text }: Kept) => journal.append(row, text);
  return await truthOf(config, folder, { workers, keep, cut }).finally(() => journal.close());
}
