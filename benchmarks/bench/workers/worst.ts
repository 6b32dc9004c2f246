/** Several event loops as one: the worst of them decides. Pure. */
import type { Health } from "../../wire/health/health.ts";
import type { Drivers } from "./driver.ts";
import type { Watched } from "./messages.ts";

/** What is said of a run by the loops that it was driven by. */
export const worstOf = (
  loops: () => Watched[],
): Pick<Drivers, "health" | "ofRun" | "ofTarget"> => ({
  health: () => worstHealth(loops().map(({ health }) => health)),
  ofRun: () => firstOf(loops().map(({ ofRun }) => ofRun)),
  ofTarget: (name) => firstOf(loops().map(({ ofTargets }) => ofTargets.get(name) ?? null)),
});

/** Of every figure the highest. Throws where there is none. */
export function worstHealth(all: Health[]): Health {
  if (!all.length) throw new Error("No event loop was watched");
  const names = Object.keys(all[0]) as (keyof Health)[];
  return Object.fromEntries(
    names.map((name) => [name, Math.max(...all.map((health) => health[name]))]),
  ) as unknown as Health;
}

function firstOf(reasons: (string | null)[]): string | null {
  const worker = reasons.findIndex((why) => why !== null);
  return worker < 0 ? null : `in worker ${worker} ${reasons[worker]}`;
}
