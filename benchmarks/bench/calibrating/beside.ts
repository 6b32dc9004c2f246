/** One request at a time to the simulator beside a run: its errors say how it was while the run went. */
import type { Errors } from "../../calibration/errors.ts";
import type { BesideLoad } from "../workers/messages.ts";
import { inTemporary, truthConfig, withTruth } from "./truth.ts";

export interface Beside extends BesideLoad {
  /** When all have ended. Resolves with its errors; throws what it failed with. */
  stop(): Promise<Errors>;
}

/** Resolves when it can be asked, by `workers` event loops; throws where it cannot. */
export async function besideRun(workers: number): Promise<Beside> {
  const config = truthConfig({ load: "closed", concurrency: workers, requests: 100, warmup: 0 });
  const begun = Promise.withResolvers<Omit<Beside, "stop">>();
  const over = Promise.withResolvers<void>();
  const errors = inTemporary((folder) =>
    withTruth(config, folder, (load, stamp) => {
      const oneEach = { ...load, setup: { ...load.setup, concurrency: 1 } };
      begun.resolve({ load: oneEach, stamp });
      return over.promise;
    })
  );
  errors.catch(begun.reject); // what it fails with later, who stops it hears
  return {
    ...await begun.promise,
    stop() {
      over.resolve();
      return errors;
    },
  };
}
