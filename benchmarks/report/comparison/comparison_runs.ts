/** How many runs stand behind a side of a comparison, in words. */
import { between } from "../../judging/pool.ts";
import type { System } from "../../queries/systems.ts";

const count = (n: number, what: string) =>
  `${n.toLocaleString("en-US")} ${what}${n === 1 ? "" : "s"}`;

/** A system's run, or how many it is of. */
export function runsText({ run_id }: System): string {
  const runs = run_id.split(between);
  return runs.length > 1 ? `${runs.length} runs` : run_id;
}

/** What a filter found, as in "utc_hour=4: 450 requests in 3 runs, hourly-0004 to hourly-0052". */
export function foundText(filter: string, systems: System[]): string {
  const requests = systems.reduce((sum, s) => sum + s.attempts.status.length, 0);
  const runs = [
    ...new Set(
      systems.toSorted((a, b) => (a.started ?? "") < (b.started ?? "") ? -1 : 1)
        .map((s) => s.run_id),
    ),
  ];
  const which = runs.length > 3 ? `${runs[0]} to ${runs.at(-1)}` : runs.join(", ");
  return `${filter}: ${count(requests, "measured request")} in ${
    count(runs.length, "run")
  }, ${which}`;
}
