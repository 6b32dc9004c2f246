/** The share of a plan that one machine of several takes. */
import { sharesOf } from "../../../benchmarks/bench/workers/shares.ts";
import type { PlanItem } from "../../../benchmarks/plan/plan.ts";
import type { Shard } from "../../../benchmarks/shards/shard.ts";
import type { FleetPlan } from "./plan.ts";

/** By plan and number of machines: each share is found in the whole plan. */
const known = new WeakMap<FleetPlan, Map<number, PlanItem[][]>>();

/** The items of a shard, in the order of the plan. */
export function shareOfTurn(plan: FleetPlan, { index, count }: Shard): PlanItem[] {
  const ofPlan = known.get(plan) ?? new Map<number, PlanItem[][]>();
  known.set(plan, ofPlan);
  const shares = ofPlan.get(count) ??
    sharesOf(plan.turn.items, { concurrency: count, closed: false }, count).own;
  ofPlan.set(count, shares);
  return shares[index];
}
