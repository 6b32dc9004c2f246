/** Who drives a run: one event loop, or several workers; each is watched, and the worst says what the run is worth. */
import { watchHealth } from "../../wire/health/health.ts";
import { recordingLine } from "../../store/journal/recordings.ts";
import { secretsOf } from "../../targets/run_target.ts";
import { nameOf } from "../give_up.ts";
import type { Drivers } from "./driver.ts";
import { askBeside } from "./ask_beside.ts";
import { driverHere } from "./driver_here.ts";
import { startWorkers, type WorkersOptions } from "./workers.ts";

/** Opens `n` event loops: one is this thread's own. */
export const openDrivers = (n: number, options: WorkersOptions): Promise<Drivers> =>
  n > 1 ? startWorkers(n, options) : Promise.resolve(here(options));

function here({ setup, keep, beside, ...options }: WorkersOptions): Drivers {
  const { targets, clock } = options;
  const { record, keepText, leastFreezeMs: least } = setup;
  const watched = watchHealth(clock);
  const driver = driverHere({
    ...setup,
    ...options,
    onRow(row, text, recording) {
      const prompt = keepText ? text.prompt : null;
      const line = record && recording
        ? recordingLine(row, recording, prompt, secretsOf(targets))
        : null;
      keep({ row, text, recording, line });
    },
  });
  const asked = beside && askBeside(beside.load, beside.stamp);
  return {
    turn(turn) {
      watched.during(nameOf(targets[turn.target]));
      return driver.turn(turn);
    },
    async close() {
      await asked?.stop();
      watched.stop();
      await driver.close();
    },
    health: watched.health,
    ofRun: () => watched.ofRun(least),
    ofTarget: (name) => watched.ofTarget(name, least),
  };
}
