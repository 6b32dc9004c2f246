/** The share of a plan that one machine of several takes. */
import type { PlanItem } from "../../../benchmarks/plan/plan.ts";
import type { Shard } from "../../../benchmarks/shards/shard.ts";
import { shareOf } from "../../../benchmarks/shards/share_of.ts";
import type { FleetPlan } from "./plan.ts";

/** By plan and shard: each share is found in the whole plan. */
const known = new WeakMap<FleetPlan, Map<string, PlanItem[]>>();

/** The items of a shard, in the order of the plan. */
export function shareOfTurn(plan: FleetPlan, shard: Shard): PlanItem[] {
  const ofPlan = known.get(plan) ?? new Map<string, PlanItem[]>();
  known.set(plan, ofPlan);
  const name = `${shard.index}/${shard.count}`;
  const items = ofPlan.get(name) ?? shareOf([plan.turn], shard, plan.config)[0].items;
  ofPlan.set(name, items);
  return items;
}
