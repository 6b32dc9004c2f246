/** The harness measured itself before a run: a load on the simulator at the run's concurrency. */
import {
  type Calibration,
  calibrationLine,
  mostRounds,
  overLimit,
} from "../../calibration/calibration.ts";
import type { Config } from "../../plan/config.ts";
import { calibrationLoad } from "../../plan/load/load_schema.ts";
import { openJournal } from "../../store/journal/journal.ts";
import { startClock, wallNow } from "../../wire/clock.ts";
import { type HealthWatch, watchHealth } from "../../wire/health/health.ts";
import { inTemporary, truthConfig, truthOf } from "./truth.ts";

/**
 * Calibrates at this load, again where it is over the limit, and says on stderr what it found; null where `cut`
 * ended it. Throws where the simulator does not start.
 */
export async function calibrate(
  config: Pick<Config, "load" | "concurrency">,
  { cut, tries = mostRounds }: { cut?: AbortSignal; tries?: number } = {},
): Promise<Calibration | null> {
  const { load, concurrency } = calibrationLoad(config);
  console.error(`Calibrating: ${concurrency} at a time to the simulator on this machine.`);
  const requests = Math.max(12, 3 * concurrency);
  const truth = truthConfig({ load, concurrency, requests, warmup: concurrency });
  for (let rounds = 1;; rounds++) {
    const errors = await inTemporary((folder) => oneRound(truth, folder, cut));
    if (cut?.aborted) return null;
    const found = {
      calibrated_at: wallNow().toISOString(),
      ...{ load, concurrency, requests, rounds },
      ...errors,
      during: null,
    };
    const calibration = { ...found, over: overLimit(found) };
    console.error(calibrationLine(calibration));
    if (calibration.over === null || rounds === tries) return calibration;
    console.error("That is over the limit: once more.");
  }
}

/** With a journal: writing its lines takes time of the thread that stamps. */
async function oneRound(config: ReturnType<typeof truthConfig>, folder: string, cut?: AbortSignal) {
  const journal = await openJournal(`${folder}/rows`);
  let watched!: HealthWatch;
  const errors = await truthOf(config, {
    folder,
    began: () => watched = watchHealth(startClock()),
    ended: () => watched.stop(),
    onRow: journal.append,
    cut,
  }).finally(() => journal.close());
  return { ...errors, health: watched.health() };
}
