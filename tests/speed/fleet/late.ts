/** Machines that come late: what is lost, and what that does to the answers of the others. */
import type { LateRow as TableLateRow } from "../../../benchmarks/queries/tables/shards.ts";
import { median } from "../rounds.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { machinesOf } from "./machines.ts";
import { type FleetPlan, lengthOf } from "./plan.ts";
import { play } from "./play.ts";
import { aloneOf } from "./skew.ts";

/** A share of a fleet late, over several drawings of who is: medians, and the most that was lost. */
export type LateRow = Omit<TableLateRow, "made_on">;

export const lateShares = [0, 0.01, 0.05, 0.1, 0.25, 0.5];
/** Of the run. */
export const lateFor = 0.1;

/** A row for each share of stragglers. */
export function lateRows(plan: FleetPlan, shards: number, drawings: number): LateRow[] {
  const alone = aloneOf(plan);
  return lateShares.filter((share) => share === 0 || share * shards >= 1)
    .map((lateShare) => lateRow(plan, alone, { shards, lateShare, drawings }));
}

export function lateRow(
  plan: FleetPlan,
  alone: Figures,
  { shards, lateShare, drawings }: { shards: number; lateShare: number; drawings: number },
): LateRow {
  const late_s = lateFor * lengthOf(plan);
  const found = Array.from({ length: drawings }, (_, drawing) => {
    const seed = `late ${shards} ${lateShare} ${drawing}`;
    return figuresOf(play(plan, machinesOf(shards, { lateShare, late_s }, seed)), "truth");
  });
  const lost = found.map(({ late, attempts }) => 100 * late / attempts);
  const off = (p: "p50" | "p95" | "p99") =>
    median(found.map(({ ttft_s }) => 100 * (ttft_s[p] / alone.ttft_s[p] - 1)));
  return {
    ...{ shards, requests: plan.asked.requests, drawings },
    ...{ late_share: Math.round(lateShare * shards) / shards, late_s, late_of_run: lateFor },
    lost_expected_percent: 100 * Math.round(lateShare * shards) / shards * lateFor,
    lost_percent: median(lost),
    lost_most_percent: Math.max(...lost),
    ttft_p50_off_percent: off("p50"),
    ttft_p95_off_percent: off("p95"),
    ttft_p99_off_percent: off("p99"),
  };
}
