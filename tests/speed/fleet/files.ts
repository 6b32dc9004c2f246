/** Runs of a fleet as files of a store: what one process seals, and what shards commit and merge. */
import { describeRun } from "../../../benchmarks/bench/run_identity.ts";
import { judgeMerged } from "../../../benchmarks/bench/sharded/merge_last.ts";
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import type { Place } from "../../../benchmarks/places/place.ts";
import { configHash, workloadHash, workloadLabel } from "../../../benchmarks/plan/workload.ts";
import type { Row } from "../../../benchmarks/record/record.ts";
import type { ClockOffset } from "../../../benchmarks/shards/clock_offset.ts";
import { type Manifest, manifestVersion } from "../../../benchmarks/shards/manifest.ts";
import {
  type MergeOptions,
  type MergeOutcome,
  mergeRun,
} from "../../../benchmarks/shards/merge/merge.ts";
import { sha256Of } from "../../../benchmarks/shards/parts/local_parts.ts";
import { manifestName, partName, shardPath } from "../../../benchmarks/shards/paths.ts";
import { planHash } from "../../../benchmarks/shards/plan_hash.ts";
import { openDuckdb } from "../../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../../benchmarks/store/parquet.ts";
import { type RunFile, writeRunFile } from "../../../benchmarks/store/run_file.ts";
import type { Machine } from "./machines.ts";
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

/** What `run.json` says of a shard's clock. */
const clockOf = ({ offset_s, uncertainty_s }: Machine): ClockOffset => ({
  reference: "shard 0",
  ...{ offset_s, uncertainty_s, round_trip_s: 2 * uncertainty_s, exchanges: 1 },
  at: new Date(startMs).toISOString(),
});

/** Every machine's rows as one part in the store `folder`, and its manifest; the manifests by shard. */
export async function commitFleet(
  plan: FleetPlan,
  events: Event[],
  folder: string,
): Promise<Manifest[]> {
  const plan_sha256 = planHash([plan.turn], plan.config.targets);
  const shards = [...Map.groupBy(events, ({ machine }) => machine)]
    .toSorted(([a], [b]) => a.index - b.index);
  const manifests: Manifest[] = [];
  // One for all: to open a thousand takes longer than what they would do.
  const db = await openDuckdb();
  for (const [machine, own] of shards) {
    const { index: shard, count } = machine;
    const into = `${folder}/${shardPath(plan.runId, shard)}`;
    await Deno.mkdir(into, { recursive: true });
    const rows = countedRows(plan, own);
    await writeParquet(db, rows, `${into}/part`);
    const bytes = await Deno.readFile(`${into}/part`);
    const sha256 = sha256Of(bytes);
    const part = { file: partName(0, sha256), rows: rows.length, bytes: bytes.length, sha256 };
    await Deno.rename(`${into}/part`, `${into}/${part.file}`);
    const manifest: Manifest = {
      ...{ version: manifestVersion, run_id: plan.runId, shard, shards: count, plan_sha256 },
      ...{ planned: own.length, parts: [part], run: runFileOf(plan, rows) },
      clock: { before: clockOf(machine), after: clockOf(machine) },
    };
    await Deno.writeTextFile(`${into}/${manifestName}`, JSON.stringify(manifest));
    manifests.push(manifest);
  }
  db.close();
  return manifests;
}

/** Merges a run of shards as the command does, and judges it by its rows. Throws where no shard is there. */
export async function mergeOf(
  place: Place,
  runId: string,
  how: Pick<MergeOptions, "withoutMissing"> = {},
): Promise<MergeOutcome> {
  const staging = `${place.folder}/merging`;
  const outcome = await mergeRun(place, runId, {
    ...{ ...how, staging },
    judge: judgeMerged,
  });
  if (!outcome) throw new Error(`No shard of ${runId} is in ${place.name}`);
  return outcome;
}

/** The run of several machines, merged in the store `folder`; the folder of the run. */
export async function mergeFleet(
  plan: FleetPlan,
  events: Event[],
  folder: string,
): Promise<string> {
  await commitFleet(plan, events, folder);
  const { state, lacking } = await mergeOf(folderPlace(folder), plan.runId);
  if (state !== "merged") throw new Error(lacking.join(" "));
  return `${folder}/runs/${plan.runId}`;
}
