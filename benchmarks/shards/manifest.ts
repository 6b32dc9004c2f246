/**
 * What a shard says of its part of a run once it is done: `runs/RUN/shard=I/manifest.json`, written last. A run is
 * whole when the manifests of all its shards are there.
 */
import type { RunFile } from "../store/run_file.ts";
import type { ClockOffset } from "./clock_offset.ts";

/** One immutable file of rows, `runs/RUN/shard=I/part-K.parquet`. */
export interface Part {
  /** Its name alone: `part-0.parquet`. */
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

export interface Manifest {
  /** Of this format. */
  version: 1;
  run_id: string;
  /** From 0, of `shards`. */
  shard: number;
  shards: number;
  /** Of the whole plan that all shards share: SHA-256 over every item's key, prompt hash and offset. */
  plan_sha256: string;
  /** Requests of this shard's share of the plan; null where it ends by time, and nobody knows how many come. */
  planned: number | null;
  /** In the order in which they were written; their rows are disjoint. */
  parts: Part[];
  clock: ShardClocks;
  /** What `run.json` would say of this shard alone. */
  run: RunFile;
}
