/** What `deno task bench:shards` found of runs that many machines make together, on virtual time. */
import { rowsSql, type Value } from "./rows_sql.ts";

/** What it printed; a test holds its seeded rows to what the code would print today. */
const file = new URL("../../coverage/shards.json", import.meta.url);

/** Columns by DuckDB's types; a trial has those that it is about. */
const columns = {
  trial: "VARCHAR",
  shards: "INTEGER",
  requests: "INTEGER",
  arrivals: "VARCHAR",
  drawings: "INTEGER",
  start_by: "VARCHAR",
  skew_sd_s: "DOUBLE",
  round_trip_s: "DOUBLE",
  start_off_s: "DOUBLE",
  start_off_most_s: "DOUBLE",
  gap_variation: "DOUBLE",
  gap_variation_planned: "DOUBLE",
  ttft_p50_off_percent: "DOUBLE",
  ttft_p95_off_percent: "DOUBLE",
  ttft_p99_off_percent: "DOUBLE",
  served_off_percent: "DOUBLE",
  served_with_offsets_off_percent: "DOUBLE",
  misordered_percent: "DOUBLE",
  misordered_with_offsets_percent: "DOUBLE",
  late_share: "DOUBLE",
  late_s: "DOUBLE",
  late_of_run: "DOUBLE",
  lost_expected_percent: "DOUBLE",
  lost_percent: "DOUBLE",
  lost_most_percent: "DOUBLE",
  rows: "INTEGER",
  rows_differ: "INTEGER",
  statistics: "INTEGER",
  statistics_differ: "INTEGER",
  planted: "VARCHAR",
  says: "VARCHAR",
  merged: "BOOLEAN",
  parts_mib: "DOUBLE",
  merge_s: "DOUBLE",
  merge_cpu_s: "DOUBLE",
  merge_mib: "DOUBLE",
  judge_s: "DOUBLE",
  judge_cpu_s: "DOUBLE",
  judge_mib: "DOUBLE",
  cores: "INTEGER",
  load: "DOUBLE",
  made_on: "VARCHAR",
} as const;
export type ShardTrialColumn = keyof typeof columns;

/** Trials by their kind, each of the columns that it has. */
type Kept = Record<"same" | "clocks" | "late" | "faults" | "cost", Record<string, Value>[]>;

/** A trial per row. */
export async function shardTrialsSql(): Promise<string> {
  const { made_at, ...kept }: Kept & { made_at: string } = JSON.parse(
    await Deno.readTextFile(file),
  );
  const names = Object.keys(columns) as ShardTrialColumn[];
  const rows = (Object.keys(kept) as (keyof Kept)[]).flatMap((trial) =>
    kept[trial].map((row) => ({ ...row, trial, made_on: made_at.slice(0, 10) }))
  );
  return rowsSql(
    columns,
    rows.map((row: Record<string, Value>) =>
      Object.fromEntries(names.map((name) => [name, row[name] ?? null])) as Record<
        ShardTrialColumn,
        Value
      >
    ),
  );
}
