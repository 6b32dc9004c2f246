/**
 * What a shard says of its part of a run once it is done: `runs/RUN/shard=I/manifest.json`, written last. A run is
 * whole when the manifests of all its shards are there.
 */
import { isObject, type Json, parseJson } from "../providers/read/json.ts";
import type { RunFile } from "../store/run_file.ts";
import type { ClockOffset } from "./clock_offset.ts";
import { partOf } from "./paths.ts";

/** One immutable file of rows, `runs/RUN/shard=I/part-K-HASH.parquet`. */
export interface Part {
  /** Its name alone: number and the begin of its SHA-256. */
  file: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** What a shard found of clocks. */
export interface ShardClocks {
  /** Before and after its load; null where it was not asked for, or nobody answered. */
  before: ClockOffset | null;
  after: ClockOffset | null;
  /** When its first measured turn was to begin, by its own clock: ISO 8601, UTC. Null where no start was agreed on. */
  start_at?: string | null;
}

export const manifestVersion = 1;

export interface Manifest {
  /** Of this format. */
  version: typeof manifestVersion;
  run_id: string;
  /** From 0, of `shards`. */
  shard: number;
  shards: number;
  /** Of the whole plan that all shards share: SHA-256 over every item's key, prompt hash and offset. */
  plan_sha256: string;
  /**
   * Requests of this shard's share of the plan, each of which has a row of its first attempt; null where the plan ends
   * by time, and nobody knows how many come.
   */
  planned: number | null;
  /** In the order in which they were written; their rows are disjoint. */
  parts: Part[];
  clock: ShardClocks;
  /** What `run.json` would say of this shard alone. */
  run: RunFile;
}

/** A manifest as it is in its file, or what is wrong with it: `is ...`. It may be of a stranger's store. */
export function manifestOf(text: string): Manifest | { fault: string } {
  const found = parseJson(text);
  if (!isObject(found)) return { fault: "is not whole JSON" };
  if (found.version !== manifestVersion) return { fault: "is of another version of this format" };
  const { run_id, shard, shards, plan_sha256, planned, parts, clock, run } = found;
  const fits = typeof run_id === "string" && isCount(shard) && isCount(shards) &&
    Number(shard) < Number(shards) && isText(plan_sha256) &&
    (planned === null || isCount(planned)) && Array.isArray(parts) && parts.every(isPart) &&
    isObject(clock) && isObject(run) && run.run_id === run_id && isText(run.workload) &&
    isText(run.workload_hash) && Array.isArray(run.targets) && run.targets.every(isObject);
  return fits ? found as unknown as Manifest : { fault: "is no manifest" };
}

const isText = (value: Json | undefined): value is string => typeof value === "string";
const isCount = (value: Json | undefined) => Number.isSafeInteger(value) && Number(value) >= 0;
const isPart = (part: Json | undefined) =>
  isObject(part) && isText(part.file) && partOf(part.file) !== null && isCount(part.rows) &&
  isCount(part.bytes) && isText(part.sha256) && /^[0-9a-f]{64}$/.test(part.sha256);
