/** Clocks that are off: what that does to the load, and to what the rows say of it. */
import { median } from "../rounds.ts";
import { type Figures, figuresOf, misordered } from "./figures.ts";
import { machinesOf } from "./machines.ts";
import type { FleetPlan } from "./plan.ts";
import { play } from "./play.ts";

/** One fleet's clocks, over several drawings of them: medians over the drawings, and the worst start. */
export interface SkewRow {
  shards: number;
  arrivals: string;
  /** Standard deviation of the clocks, and the way there and back of an exchange of time stamps. */
  skew_sd_s: number;
  round_trip_s: number;
  start_by: "own clock" | "offset";
  requests: number;
  drawings: number;
  /** How far the machine furthest off began from the moment that all agreed on. */
  start_off_s: number;
  start_off_most_s: number;
  /** Coefficient of variation of the gaps between arrivals at the server; as planned it is of one process. */
  gap_variation: number;
  gap_variation_planned: number;
  /** Against one process: the quantiles of the time to first token, in percent. */
  ttft_p50_off_percent: number;
  ttft_p95_off_percent: number;
  ttft_p99_off_percent: number;
  /** Against the truth of the same run: what the rows give for served_per_s, as they are and with the offsets. */
  served_off_percent: number;
  served_with_offsets_off_percent: number;
  /** Neighbours that the rows put in the wrong order, as they are and with the offsets. */
  misordered_percent: number;
  misordered_with_offsets_percent: number;
}

export const skews_s = [0.001, 0.01, 0.1, 1, 10];
export const roundTrip_s = 0.004;

/** The run of one process, by the truth. */
export const aloneOf = (plan: FleetPlan): Figures =>
  figuresOf(play(plan, machinesOf(1, {}, "one")), "truth");

/** A row for each skew and way to begin. */
export function skewRows(plan: FleetPlan, shards: number, drawings: number): SkewRow[] {
  const alone = aloneOf(plan);
  return skews_s.flatMap((skewSd_s) =>
    (["own clock", "offset"] as const).map((startBy) =>
      skewRow(plan, alone, { shards, skewSd_s, startBy, drawings })
    )
  );
}

const off = (value: number, truth: number) => 100 * (value / truth - 1);
const ps = ["p50", "p95", "p99"] as const;

export function skewRow(
  plan: FleetPlan,
  alone: Figures,
  { shards, skewSd_s, startBy, drawings }: {
    shards: number;
    skewSd_s: number;
    startBy: SkewRow["start_by"];
    drawings: number;
  },
): SkewRow {
  const found = Array.from({ length: drawings }, (_, drawing) => {
    const seed = `skew ${shards} ${skewSd_s} ${drawing}`;
    const machines = machinesOf(shards, { skewSd_s, roundTrip_s, startBy }, seed);
    const events = play(plan, machines);
    const [truth, rows, offsets] = (["truth", "rows", "rows and offsets"] as const)
      .map((by) => figuresOf(events, by));
    return {
      start: machines.reduce((most, { start_s }) => Math.max(most, Math.abs(start_s)), 0),
      gaps: truth.gap_variation,
      ttft: ps.map((p) => off(truth.ttft_s[p], alone.ttft_s[p])),
      served: [rows, offsets].map((f) => off(f.served_per_s, truth.served_per_s)),
      order: (["rows", "rows and offsets"] as const).map((by) => 100 * misordered(events, by)),
    };
  });
  const middle = (of: (f: typeof found[number]) => number) => median(found.map(of));
  return {
    ...{ shards, arrivals: plan.asked.arrivals, skew_sd_s: skewSd_s },
    ...{ round_trip_s: roundTrip_s, start_by: startBy },
    ...{ requests: plan.asked.requests, drawings },
    start_off_s: middle(({ start }) => start),
    start_off_most_s: Math.max(...found.map(({ start }) => start)),
    gap_variation: middle(({ gaps }) => gaps),
    gap_variation_planned: alone.gap_variation,
    ttft_p50_off_percent: middle(({ ttft }) => ttft[0]),
    ttft_p95_off_percent: middle(({ ttft }) => ttft[1]),
    ttft_p99_off_percent: middle(({ ttft }) => ttft[2]),
    served_off_percent: middle(({ served }) => served[0]),
    served_with_offsets_off_percent: middle(({ served }) => served[1]),
    misordered_percent: middle(({ order }) => order[0]),
    misordered_with_offsets_percent: middle(({ order }) => order[1]),
  };
}
