/** Runs of a fleet as files of a store: what one process seals, and what shards commit and merge. */
import { describeRun } from "../../../benchmarks/bench/run_identity.ts";
import { configHash, workloadHash, workloadLabel } from "../../../benchmarks/plan/workload.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import { comparableMetrics, metrics } from "../../../benchmarks/metrics/metrics.ts";
import { type JsonValue, openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../../benchmarks/store/parquet.ts";
import type { RunFile } from "../../../benchmarks/store/run_file.ts";
import { writeRunFile } from "../../../benchmarks/store/run_file.ts";
import { openRuns } from "../../../benchmarks/store/views.ts";
import { type FleetPlan, lengthOf } from "./plan.ts";
import type { Event } from "./play.ts";
import { countedRows, startMs } from "./rows.ts";

/** What `run.json` says of a run of this plan, or of a shard of it. */
export function runFileOf(plan: FleetPlan, rows: Row[]): RunFile {
  const { config, runId } = plan;
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return describeRun({
    ...{ config, runId, configHash: configHash(config), workloadHash: workloadHash(config) },
    ...{ workload: workloadLabel(config), startedAt: new Date(startMs).toISOString() },
    ...{ metadata: {}, resumedAt: [], before: null, calibration: null, shard: null },
    location: config.location ?? null,
  }, {
    endedAt: new Date(startMs + 1000 * Math.ceil(lengthOf(plan) + 60)).toISOString(),
    ...{ invalid: null, counts, health: null as never },
    ...{ givenUp: [null], stopped: [null], invalidTargets: [null] },
  });
}

/** The run of one process, sealed into `folder`. */
export async function sealAlone(plan: FleetPlan, rows: Row[], folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const db = await openDuckdb();
  await writeParquet(db, rows, `${folder}/requests.parquet`);
  db.close();
  await writeRunFile(folder, runFileOf(plan, rows));
}

/** The run of several machines, merged in `folder`; the folder of the run. */
export async function mergeFleet(
  plan: FleetPlan,
  events: Event[],
  folder: string,
): Promise<string> {
  const shards = [...Map.groupBy(events, ({ machine }) => machine.index)].toSorted(([a], [b]) =>
    a - b
  );
  const rows = shards.flatMap(([, own]) => countedRows(plan, own));
  const merged = `${folder}/${plan.runId}`;
  await sealAlone(plan, rows, merged);
  return merged;
}

/** The rows of a run in the order of its file. */
export async function rowsIn(folder: string): Promise<Record<string, JsonValue>[]> {
  const db = await openDuckdb();
  try {
    return (await db.query(`FROM ${parquetFiles([`${folder}/requests.parquet`])}`)).rows;
  } finally {
    db.close();
  }
}

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** Every metric of a group, and of each metric of a request its sum, mean and quantiles, as pages compute them. */
export async function statisticsOf(folder: string): Promise<Record<string, JsonValue>> {
  const ofGroups = metrics.filter(({ scope }) => scope === "group")
    .map(({ name, sql }) => `${sql} AS ${name}`);
  const ofRequests = comparableMetrics.flatMap(({ name }) => [
    `sum(${name}) AS "${name} sum"`,
    `avg(${name}) AS "${name} mean"`,
    ...Object.entries(quantiles).map(([p, share]) =>
      `quantile_cont(${name}, ${share}) FILTER (status = 'ok') AS "${name} ${p}"`
    ),
  ]);
  const db = await openRuns([folder]);
  try {
    const { rows: [all] } = await db.query(
      `SELECT ${[...ofGroups, ...ofRequests].join(", ")} FROM requests`,
    );
    return all;
  } finally {
    db.close();
  }
}
