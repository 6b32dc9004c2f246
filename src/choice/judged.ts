/** What the build judges of the newest runs, computed here by the same arithmetic of those that an address names. */
import type { WeakOf } from "@/benchmarks/queries/support.ts";
import { keyOf } from "../judging/standing.js";
import { definitionsOf, judgeBoard } from "../judging/standings.js";
import { weakOf } from "../judging/weak.js";
import { type ComparedBoard, comparedBoard } from "../judging/board_pairs.js";
import { runsOf } from "../rows/chosen.js";
import type { RequestRow } from "../rows/board.js";
import { boardsOf } from "../rows/boards.js";
import type { Judgement } from "../rows/judgement.js";
import { type Choice as Metric, systemKey } from "../rows/systems.js";
import { type Entered, entrantsOf } from "./entrants.js";
import { reasonOf } from "./picked.js";
import type { PickedRows } from "./shown.js";

/** Quantiles with too few requests for an interval, of each system by one metric at a time. */
export function weakHere({ rows, runs }: PickedRows): (metric: Metric) => WeakOf {
  const systems = new Map<string, WeakOf>();
  return (metric) => {
    if (!systems.has(metric.name)) {
      const found = entrantsOf(rows, runs, [metric.name]).map((s) =>
        [systemKey(s.rows[0]), { [metric.name]: weakOf(s, metric) }] as const
      );
      systems.set(metric.name, Object.fromEntries(found));
    }
    return systems.get(metric.name)!;
  };
}

/** Why a system of a run that an address names is not ranked, whatever its requests are like; null where it may be. */
function refusedOf({ choice, runs }: PickedRows): (system: Entered) => string | null {
  // Of a span those that are no result are left out.
  if (!choice.run) return () => null;
  const [run] = runs;
  return ({ provider, model }) =>
    reasonOf(run) ||
    (run.targets.find((t) => t.provider === provider && t.model === model)?.invalid ?? null);
}

/** Every pair of systems of each board that has two of them, in the order of the boards. */
export function comparedHere(picked: PickedRows, metrics: Metric[]): ComparedBoard[] {
  const { rows, runs, choice: { since, until } } = picked;
  const systems = Map.groupBy(
    entrantsOf(rows, runs, metrics.map((m) => m.name)),
    (s) => s.board,
  );
  const refused = refusedOf(picked);
  return boardsOf(rows as unknown as RequestRow[]).flatMap(({ id, workload, simulated }) => {
    const own = systems.get(id)!.toSorted((a, b) =>
      a.provider < b.provider || (a.provider === b.provider && a.model < b.model) ? -1 : 1
    );
    if (own.length < 2) return [];
    const { model_size, location } = own[0].rows[0] as Record<string, string | null>;
    const board = {
      id,
      model_size: model_size ?? null,
      workload,
      location: location ?? null,
      simulated,
    };
    return [comparedBoard(board, own, metrics, (s) => {
      const taken = runsOf(s.rows[0]);
      return {
        day: s.rows[0].run_day as string | null,
        refused: refused(s),
        ...taken && { runs: taken, since, until },
      };
    })];
  });
}

/** Every view of every board; none of a sample, whose requests say less than those of its runs. */
export function judgedHere(picked: PickedRows, metrics: Metric[]): Judgement[] {
  const { rows, runs } = picked;
  if (Number(rows[0]?.sampled_from) > rows.length) return [];
  const systems = Map.groupBy(
    entrantsOf(rows, runs, metrics.map((m) => m.name)),
    (s) => s.board,
  );
  const why = refusedOf(picked);
  return boardsOf(rows as unknown as RequestRow[]).flatMap(({ id, llmperf }) => {
    const own = systems.get(id)!;
    const reasons = new Map(own.map((s) => [keyOf(s), why(s)]));
    return judgeBoard(own, definitionsOf(metrics, llmperf), (key) => reasons.get(key)!)
      .map((judged) => ({ board: id, ...judged }));
  });
}
