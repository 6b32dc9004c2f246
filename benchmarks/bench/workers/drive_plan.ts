/** Drives a plan by as many event loops as a run is asked for, or as it turns out to need. */
import type { Config } from "../../plan/config_schema.ts";
import { isMeasured, type Turn } from "../../plan/items/plan_item.ts";
import { driveTurns } from "../runner.ts";
import { lateBy, workersFor, type WorkersUsed } from "./auto.ts";
import { openDrivers } from "./drivers.ts";
import type { Drivers } from "./driver.ts";
import type { WorkersOptions } from "./workers.ts";

export interface PlanOptions extends WorkersOptions {
  turns: Turn[];
  /** Which of the planned turns are driven after the warm-up, where that is found out meanwhile. */
  steps?(planned: Turn[]): Iterable<Turn>;
  workers: Config["workers"];
  /** Called when no more event loops will be opened. */
  opened(): void;
}

/**
 * Resolves when the last attempt is recorded. Left open, the warm-up is driven by one event loop, and the rest by more
 * where that one was late, which is said on stderr: what is measured is measured by the same loops throughout.
 */
export async function drivePlan(
  { turns, steps, workers, opened, ...options }: PlanOptions,
): Promise<{ drivers: Drivers; workers: WorkersUsed }> {
  const found: WorkersUsed = { used: workers === "auto" ? 1 : workers, why: null };
  let drivers = await openDrivers(found.used, options);
  const more = workersFor(options.setup.concurrency);
  const measured = turns.findIndex(isMeasured);
  const warmUp = workers === "auto" && more > 1 ? Math.max(0, measured) : 0;
  if (warmUp > 0) {
    const stays = { turn: drivers.turn, close: () => Promise.resolve() };
    await driveTurns({ ...options, turns: turns.slice(0, warmUp) }, stays)
      .catch((fault) => drivers.close().finally(() => Promise.reject(fault)));
    const why = lateBy(drivers.health());
    if (why !== null && options.shouldStop?.() !== "now") {
      await drivers.close();
      Object.assign(found, { used: more, why: `in the warm-up ${why}` });
      console.error(`In the warm-up ${why}: ${more} workers share the plan from here on.`);
      drivers = await openDrivers(more, options);
    }
  }
  opened();
  const rest = turns.slice(warmUp);
  await driveTurns({ ...options, turns: steps?.(rest) ?? rest }, drivers);
  return { drivers, workers: found };
}
