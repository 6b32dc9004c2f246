/** Rows of a run as one process writes them, and the same rows committed by several shards: real files of both. */
import { folderPlace } from "../../../benchmarks/places/folder.ts";
import type { Place } from "../../../benchmarks/places/place.ts";
import { emptyRow, type Row } from "../../../benchmarks/record/record.ts";
import { commitShard } from "../../../benchmarks/shards/commit.ts";
import type { Manifest } from "../../../benchmarks/shards/manifest.ts";
import { type MergeOptions, mergeRun } from "../../../benchmarks/shards/merge/merge.ts";
import { judgeMerged } from "../../../benchmarks/bench/sharded/merge_last.ts";
import { openDuckdb, parquetFiles } from "../../../benchmarks/store/duckdb.ts";
import { writeParquet } from "../../../benchmarks/store/parquet.ts";
import { type RunFile, writeRunFile } from "../../../benchmarks/store/run_file.ts";

export const runId = "shared";
export const planSha256 = "5".repeat(64);
const noClock = { before: null, after: null };

/** As text in this program the last one comes before the second, by its bytes behind it. */
export const targets = [
  { provider: "acme", model: "m" },
  { provider: "zenith", model: "\uff5e" },
  { provider: "zenith", model: "\u{1f600}" },
];

/**
 * `n` rows of each target. Starts come in steps, so that many are equal and only what else identifies an attempt orders
 * them; seconds have so many digits that a sum depends on its order. Some failed, and some of those were asked again.
 */
export function rowsOf(n: number, shards: number): Row[] {
  return targets.flatMap((target, t) =>
    Array.from({ length: n }, (_, i) => {
      const ttft = 0.1 + Math.abs(Math.sin(12.9898 * i + 78.233 * t) * 43758.5453) % 1;
      const failed = i % 17 === 3;
      const row: Row = {
        ...emptyRow({
          ...{ run_id: runId, config_name: "shared", ...target, simulated: true },
          ...{ phase: i < 8 ? "warmup" : "measured", request_index: i < 8 ? i : i - 8, attempt: 1 },
          status: failed ? "failed" : "ok",
        }),
        ...{ workload_hash: "w", shard: i % shards, block: i % 3 },
        started_at: new Date(Date.UTC(2026, 0, 2, 0, 0, Math.floor(i / 5))).toISOString(),
        ...{ input_tokens: 100, output_tokens: 100, output_tokens_target: 100 },
        ...failed ? { error_class: "server_error", http_status: 500, e2e_latency_s: 0.05 } : {
          ...{ ttft_s: ttft, last_token_s: ttft * 3.7, e2e_latency_s: ttft * 3.9, chunks: 2 },
          ...{ chunk_at_s: [ttft, ttft * 3.7], chunk_chars: [30, 270] },
        },
      };
      return row;
    })
  );
}

/** What `run.json` says of the part of the run that has these rows. */
export const runOf = (rows: Row[], over: Partial<RunFile> = {}): RunFile => ({
  ...{ run_id: runId, config_name: "shared", config_hash: "c", workload_hash: "w" },
  ...{ workload: "100 tokens in, 100 out", location: null, seed: 1 },
  ...{ started_at: "2026-01-02T00:00:00.000Z", ended_at: "2026-01-02T01:00:00.000Z" },
  config: { targets, name: "shared" },
  targets: targets.map((target) => ({
    ...{ ...target, model_size: null, api: "openai", endpoint: "here.test", simulated: true },
    ...{ stopped: null, given_up: null, invalid: null },
  })),
  ...{
    versions: { tokenboard: "1" },
    host: { cores: 2 },
    calibration: null,
    health: { max_loop_lag_ms: 1 },
  },
  ...{ imported_from: null, selection: null, caveat: null, source: null, licence: null },
  ...{ run_by: null, interest: null, resumed_at: [], resumed_versions: [], invalid: null },
  counts: Object.fromEntries(
    [...Map.groupBy(rows, ({ status }) => status)].map(([status, some]) => [status, some.length]),
  ),
  ...over,
});

/** A run folder as sealing leaves it. */
export async function writeSealed(folder: string, rows: Row[], over: Partial<RunFile> = {}) {
  await Deno.mkdir(folder, { recursive: true });
  const db = await openDuckdb();
  try {
    await writeParquet(db, rows, `${folder}/requests.parquet`);
  } finally {
    db.close();
  }
  await writeRunFile(folder, runOf(rows, over));
}

/** How many first attempts there are of rows. */
export const plannedOf = (rows: Row[]): number =>
  rows.filter(({ attempt }) => attempt === 1).length;

/** Commits `rows` as shard `index` of `count`, which works in a folder of its own below `folder`. */
export async function commitRows(
  { folder, place }: Store,
  rows: Row[],
  index: number,
  count: number,
  over: Partial<RunFile> = {},
  planned = plannedOf(rows),
  hash = planSha256,
): Promise<Manifest> {
  const work = `${folder}/work/${index}-${crypto.randomUUID()}`;
  await writeSealed(work, rows, over);
  const manifest = await commitShard({
    ...{ place, folder: work, shard: { runId, index, count } },
    ...{ planSha256: hash, planned, clock: noClock, whole: true },
  });
  return manifest!;
}

export interface Store {
  folder: string;
  /** Of the store, `folder/store`. */
  place: Place;
}

export const storeIn = (folder: string): Store => ({
  folder,
  place: folderPlace(`${folder}/store`),
});

/** Merges the run of a store. */
export const mergeIn = ({ folder, place }: Store, over: Partial<MergeOptions> = {}) =>
  mergeRun(place, runId, { staging: `${folder}/merging`, judge: judgeMerged, ...over });

export const shardFolder = ({ folder }: Store, index: number) =>
  `${folder}/store/runs/${runId}/shard=${index}`;

/** Names of the files that shard `index` has in the store, but its claims. */
export const filesOfShard = (store: Store, index: number): string[] =>
  [...Deno.readDirSync(shardFolder(store, index))].map(({ name }) => name)
    .filter((name) => !name.startsWith("writer-")).sort();

/** How many rows the merged run of a store has, and how many attempts. */
export async function mergedRows({ folder }: Store) {
  const db = await openDuckdb();
  try {
    const { rows } = await db.query(
      `SELECT count(*) AS n, count(DISTINCT (provider, model, phase, request_index, attempt)) AS keys
      FROM ${parquetFiles([`${folder}/store/runs/${runId}/requests.parquet`])}`,
    );
    return rows[0];
  } finally {
    db.close();
  }
}

export const runFile = async ({ folder }: Store) =>
  JSON.parse(await Deno.readTextFile(`${folder}/store/runs/${runId}/run.json`));
