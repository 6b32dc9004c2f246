/** Runs that measured one system again: whether it changed from run to run. */
import { judge } from "../../judging/compare.ts";
import { comparePair, type PairComparison } from "../../judging/pair.ts";
import { draw } from "../../judging/population.ts";
import { metric } from "../../metrics/metrics.ts";
import type { System } from "../systems.ts";

/** A system in two runs, the later one against the earlier one: medians of succeeded requests. */
export interface ReportChange extends PairComparison {
  provider: string;
  model: string;
  /** Ids of the two runs. */
  from: string;
  to: string;
}

/** Of the systems of one board, by a metric; runs of unknown time come first. */
export function repeats(
  systems: System[],
  name: string,
  timeOf: (system: System) => string | null,
): { changes: ReportChange[]; repeated: boolean } {
  const better = metric(name).better!;
  const sideOf = ({ run_id, attempts, values }: System) => ({
    run_id,
    timeBlocks: false, // two runs never take turns
    judged: judge(draw("succeeded", attempts, values[name], better).sample, 0.5),
  });
  const order = (a: System, b: System) =>
    (timeOf(a) ?? "").localeCompare(timeOf(b) ?? "") || a.run_id.localeCompare(b.run_id);
  const own = [...Map.groupBy(systems, (s) => JSON.stringify([s.provider, s.model])).values()]
    .map((some) => some.toSorted(order));
  return {
    changes: own.flatMap((some) =>
      some.slice(1).map((later, i): ReportChange => ({
        ...{ provider: later.provider, model: later.model, from: some[i].run_id, to: later.run_id },
        ...comparePair(sideOf(some[i]), sideOf(later), better),
      }))
    ),
    repeated: own.length > 0 && own.every((some) => some.length > 1),
  };
}
