/** Drives a plan: turn after turn. */
import { isMeasured } from "../plan/items/plan_item.ts";
import type { Driver, RunOptions } from "./workers/driver.ts";
import { driverHere } from "./workers/driver_here.ts";

/** Runs all turns in order over this thread's event loop. */
export const runTurns = (options: RunOptions): Promise<void> =>
  driveTurns(options, driverHere(options));

/** Has all turns driven in order; resolves when the last attempt is recorded. */
export async function driveTurns(
  options: Pick<RunOptions, "turns" | "targets" | "shouldStop" | "gaveUp" | "start">,
  driver: Driver,
): Promise<void> {
  const verdict = () => options.shouldStop?.() ?? "no";
  let measured = 0;
  try {
    for (let turn of options.turns) {
      if (verdict() !== "no") break;
      // Probes are no load; where nothing else is asked, they begin together once.
      if (options.start && isMeasured(turn) && (turn.phase === "measured" || measured === 0)) {
        // Even where nothing of the turn is this process's own: the others wait for it.
        const startsAt = await options.start.soon(measured++, verdict) ?? undefined;
        if (verdict() !== "no") break;
        turn = { ...turn, startsAt };
      }
      const target = options.targets[turn.target];
      if (options.gaveUp?.(target) || turn.items.length === 0) continue;
      await driver.turn(turn);
    }
  } finally {
    await driver.close();
  }
}
