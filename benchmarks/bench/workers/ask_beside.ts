/** A load beside a run, over the event loop that stamps the run's own arrivals. */
import { targetsOf } from "../../targets/targets.ts";
import { startClock } from "../../wire/clock.ts";
import { runTurns } from "../runner.ts";
import type { RunOptions } from "./driver.ts";
import type { TruthLoad } from "./messages.ts";

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
