/** Tables of page `/shards/`: runs that many machines make together, simulated. */
import type { NamedTable } from "./table.ts";

/** Merged from so many machines with nothing planted, beside one process. */
export interface SameRow {
  shards: number;
  requests: number;
  rows: number;
  /** In any column but `shard`; a row too many or too few is one that differs. */
  rows_differ: number;
  statistics: number;
  statistics_differ: number;
  made_on: string;
}
/** Clocks that are off; medians over `drawings` of them. */
export interface ClocksRow {
  start_by: "own clock" | "offset";
  shards: number;
  skew_sd_s: number;
  round_trip_s: number;
  requests: number;
  drawings: number;
  start_off_s: number;
  start_off_most_s: number;
  gap_variation: number;
  gap_variation_planned: number;
  ttft_p50_off_percent: number;
  ttft_p95_off_percent: number;
  ttft_p99_off_percent: number;
  served_off_percent: number;
  served_with_offsets_off_percent: number;
  misordered_percent: number;
  misordered_with_offsets_percent: number;
  made_on: string;
}
/** Machines that come late. */
export interface LateRow {
  shards: number;
  requests: number;
  drawings: number;
  late_share: number;
  late_s: number;
  /** Of the whole run. */
  late_of_run: number;
  /** Shares of all arrivals, percent: those due before their machine is there, on average; those the rows have. */
  lost_expected_percent: number;
  lost_percent: number;
  lost_most_percent: number;
  /** Against one process. */
  ttft_p50_off_percent: number;
  ttft_p95_off_percent: number;
  ttft_p99_off_percent: number;
  made_on: string;
}
/** Something that goes wrong. */
export interface FaultRow {
  planted: string;
  shards: number;
  requests: number;
  /** Null where there is no merged run. */
  rows: number | null;
  merged: boolean;
  says: string;
  made_on: string;
}
/** What merging and judging cost. */
export interface CostRow {
  shards: number;
  rows: number;
  parts_mib: number;
  /** By the clock, and of the processor: what else ran on the machine makes the first longer, hardly the second. */
  merge_s: number;
  merge_cpu_s: number;
  /** Most resident memory of its process. */
  merge_mib: number;
  judge_s: number;
  judge_cpu_s: number;
  judge_mib: number;
  cores: number;
  /** Processes that wanted to run meanwhile, on average of a minute. */
  load: number;
  made_on: string;
}

const trials = <R>(trial: string, title: string, columns: string): NamedTable<R> => ({
  name: `shards-${trial}`,
  title,
  sql: `SELECT ${columns}, made_on\nFROM shard_trials\nWHERE trial = '${trial}'`,
});
export const sameTable = trials<SameRow>(
  "same",
  "One run of many machines beside one process",
  "shards, requests, rows, rows_differ, statistics, statistics_differ",
);
const ttftOff = "ttft_p50_off_percent, ttft_p95_off_percent, ttft_p99_off_percent";
export const clocksTable = trials<ClocksRow>(
  "clocks",
  "Clocks that are off",
  `start_by, shards, skew_sd_s, round_trip_s, requests, drawings, start_off_s,
  start_off_most_s, gap_variation, gap_variation_planned,
  ${ttftOff},
  served_off_percent, served_with_offsets_off_percent, misordered_percent,
  misordered_with_offsets_percent`,
);
export const lateTable = trials<LateRow>(
  "late",
  "Machines that come late",
  `shards, late_share, late_s, late_of_run, requests, drawings, lost_expected_percent,
  lost_percent, lost_most_percent, ${ttftOff}`,
);
export const faultsTable = trials<FaultRow>(
  "faults",
  "What goes wrong, and what is said of it",
  "planted, shards, requests, rows, merged, says",
);
export const costTable = trials<CostRow>(
  "cost",
  "What merging and judging cost",
  `shards, rows, parts_mib, merge_cpu_s, merge_s, merge_mib, judge_cpu_s, judge_s,
  judge_mib, cores, load`,
);

export const shardTables: NamedTable[] = [
  sameTable,
  clocksTable,
  lateTable,
  faultsTable,
  costTable,
];
