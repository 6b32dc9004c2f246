/** The planned requests of targets that were stopped: each is a row, as any other that was not sent. */
import type { PlanItem, Turn } from "../../plan/plan.ts";
import type { Row } from "../../record/record.ts";
import { unsentRow } from "../../record/unsent.ts";
import type { RunTarget } from "../../targets/run_target.ts";
import type { RunIdentity } from "../workers/driver.ts";
import { askOf, columnsOf } from "../workers/item_columns.ts";
import type { Breaker } from "./breaker.ts";

/** As the rows of these requests have it. */
export const stoppedCode = "target_stopped";
const notSent = "Its target had failed too often in a row, and was stopped.";

/**
 * A row for each request of `turns` that its stopped target got no attempt of. Where a phase ends with its seconds
 * nobody knows how many more would have been sent: there are no rows of those.
 */
export function* unsentRows(
  turns: Turn[],
  targets: RunTarget[],
  identity: RunIdentity,
  breaker: Breaker,
): Generator<Row> {
  for (const { target: number, items, seconds } of turns) {
    const target = targets[number];
    if (!breaker.has(target)) continue;
    for (const item of items) {
      if (item.begun || seconds?.[item.phase] !== undefined) continue;
      if (breaker.hasRow(target, item.phase, item.requestIndex)) continue;
      yield rowOf(item, target, identity);
    }
  }
}

const rowOf = (item: PlanItem, target: RunTarget, identity: RunIdentity): Row => ({
  ...unsentRow(
    { ...identity, ...columnsOf(target, item, askOf(target, item, [])), worker: 0 },
    notSent,
    "dropped",
  ),
  error_code: stoppedCode,
});
