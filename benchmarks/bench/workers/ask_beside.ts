/** A load beside a run, over the event loop that stamps the run's own arrivals. */
import type { Turn } from "../../plan/plan.ts";
import { targetsOf } from "../../targets/targets.ts";
import { startClock } from "../../wire/clock.ts";
import { type RunOptions, runTurns } from "../runner.ts";
import type { Setup } from "./messages.ts";

/** A plan and how it is asked, as a worker can be sent it. */
export interface TruthLoad {
  setup: Setup;
  turns: Turn[];
}

/** Asks it over and over, until it is stopped; who stops it hears what it failed with. */
export function askBeside(
  { setup, turns }: TruthLoad,
  onRow: RunOptions["onRow"],
): { stop(): Promise<void> } {
  let over = false;
  const { config, environment, simulatorUrl } = setup.source!;
  const ask = async () => {
    do {
      await runTurns({
        ...setup,
        turns,
        targets: targetsOf(config, (name) => environment[name], simulatorUrl),
        clock: startClock(),
        shouldStop: () => over ? "now" : "no",
        onRow,
      });
    } while (!over);
  };
  const done = ask();
  done.catch(() => {});
  return {
    stop() {
      over = true;
      return done;
    },
  };
}
