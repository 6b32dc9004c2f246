/** One request at a time to the simulator beside a run: its errors say how it was while the run went. */
import type { Errors } from "../../calibration/errors.ts";
import { inTemporary, truthConfig, truthOf } from "./truth.ts";

export interface Beside {
  /** Ends it. Resolves with its errors; throws what it failed with. */
  stop(): Promise<Errors>;
}

/**
 * Resolves when its load begins; throws where it cannot. The run's own event loop stamps it, so that what is late
 * for the run is late for it.
 */
export async function besideRun(): Promise<Beside> {
  const cut = new AbortController();
  const config = truthConfig({ load: "closed", concurrency: 1, requests: 100, warmup: 0 });
  const begun = Promise.withResolvers<void>();
  const done = inTemporary((folder) =>
    truthOf(config, { folder, endless: true, began: begun.resolve, cut: cut.signal })
  );
  done.catch(begun.reject); // what it fails with later, who stops it hears
  await begun.promise;
  return {
    stop() {
      cut.abort();
      return done;
    },
  };
}
