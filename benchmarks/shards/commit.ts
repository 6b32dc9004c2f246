/** What a shard leaves in the store once its load is done: its rows, then the manifest that says they are whole. */
import { createHash } from "node:crypto";
import type { Place } from "../places/place.ts";
import { readRunFile } from "../store/run_file.ts";
import type { Manifest, Part } from "./manifest.ts";
import type { NamedShard } from "./shard.ts";

/** Where a shard's files are in a place. */
export const shardPath = (runId: string, index: number): string => `runs/${runId}/shard=${index}`;

/** What a shard said in a place once it was done; null where it did not yet. */
export async function manifestIn(
  place: Place,
  runId: string,
  shard: number,
): Promise<Manifest | null> {
  const bytes = await place.read(`${shardPath(runId, shard)}/manifest.json`);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

export interface Commit {
  place: Place;
  shard: NamedShard;
  /** Of this machine: where the shard worked. Its rows are sealed. */
  folder: string;
  planSha256: string;
  /** Requests of this shard's share of the plan; null where it ends by time, and nobody knows how many come. */
  planned: number | null;
  clock: Manifest["clock"];
}

/** Puts the rows of a shard into the place, and its manifest last. */
export async function commitShard(
  { place, shard, folder, planSha256, planned, clock }: Commit,
): Promise<Manifest> {
  const path = shardPath(shard.runId, shard.index);
  const run = await readRunFile(folder);
  if (!run) throw new Error(`The run.json of ${folder} is not whole`);
  const bytes = await Deno.readFile(`${folder}/requests.parquet`);
  const rows = Object.values(run.counts).reduce((sum, n) => sum + n, 0);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const part: Part = { file: "part-0.parquet", rows, bytes: bytes.length, sha256 };
  await place.write(`${path}/${part.file}`, `${folder}/requests.parquet`);
  const manifest: Manifest = {
    version: 1,
    run_id: shard.runId,
    shard: shard.index,
    shards: shard.count,
    plan_sha256: planSha256,
    planned,
    parts: [part],
    clock,
    run,
  };
  const text = new TextEncoder().encode(JSON.stringify(manifest, null, 2) + "\n");
  await place.write(`${path}/manifest.json`, text);
  return manifest;
}
