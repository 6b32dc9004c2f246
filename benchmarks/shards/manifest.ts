/**
 * What a shard says of its part of a run once it is done: `runs/RUN/shard=I/manifest.json`, written last. A run is
 * whole when the manifests of all its shards are there.
 */
import { isObject, parseJson } from "../providers/read/json.ts";
import type { RunFile } from "../store/run_file.ts";
import type { ClockOffset } from "./clock_offset.ts";
import { manifestSchema } from "./manifest_schema.ts";
import { faultWords } from "../shared/fault_words.ts";

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
  const read = manifestSchema.safeParse(found);
  if (read.success) return found as unknown as Manifest;
  const [{ path, message }] = read.error.issues;
  const at = path.map(String).join(".").slice(0, 100);
  return { fault: `is no manifest${at && `, by its ${at}`}: ${faultWords(message).slice(0, 200)}` };
}
