/** When later turns of a trace's sessions are due, in one of the three meanings that tools give a recorded time. */
import type { Config } from "../config.ts";
import type { PlanItem } from "../items/plan_item.ts";
import type { TraceRequest } from "./trace.ts";

/** Of turn `i`, 1 or more; nothing where the trace says nothing of it: then it is sent at once. */
export function thinkTime(
  turns: TraceRequest[],
  i: number,
  { time_scale, think_time }: NonNullable<Config["trace"]>,
): Pick<PlanItem, "afterAnswerS" | "afterFirstS"> {
  const [first, before, turn] = [turns[0], turns[i - 1], turns[i]];
  if (think_time === "after_answer" || !think_time && turn.delayS !== undefined) {
    return turn.delayS === undefined ? {} : { afterAnswerS: turn.delayS * time_scale };
  }
  if (first.offsetS === null || before.offsetS === null || turn.offsetS === null) return {};
  if (think_time === "recorded_gap" || !think_time && before.tookS !== undefined) {
    // Where the end of the answer was not recorded, it took no time.
    const gap = turn.offsetS - before.offsetS - (before.tookS ?? 0);
    return { afterAnswerS: Math.max(gap, 0) * time_scale };
  }
  return { afterFirstS: (turn.offsetS - first.offsetS) * time_scale };
}
