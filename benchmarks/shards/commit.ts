/** What a shard leaves in the store once its load is done: what no part has yet, then the manifest, last. */
import { recordingsPath } from "../store/journal/recordings.ts";
import { attemptKeyColumns } from "../store/journal/seal.ts";
import { serverPath } from "../store/server_side/server_file.ts";
import { type Database, openDuckdb, parquetFiles, quote } from "../store/duckdb.ts";
import { readRunFile } from "../store/run_file.ts";
import { isPlainFile } from "../files/own_file.ts";
import { whyOf } from "../places/faults.ts";
import type { Place } from "../places/place.ts";
import { rowOrder } from "../store/journal/row_order.ts";
import { rowGroupRows } from "../store/parquet.ts";
import { brokenPart, manifestIn, ShardFault } from "./begin.ts";
import { type Manifest, manifestVersion, type Part } from "./manifest.ts";
import { bringParts, fillPart, partsFolder, putPart } from "./parts/local_parts.ts";
import { manifestName, shardPath } from "./paths.ts";
import { type NamedShard, shardWords } from "./shard.ts";

export { shardPath } from "./paths.ts";

export interface Commit {
  place: Place;
  shard: NamedShard;
  /** Of this machine: where the shard worked. Its rows are sealed. */
  folder: string;
  planSha256: string;
  /** Requests of this shard's share of the plan; null where it ends by time, and nobody knows how many come. */
  planned: number | null;
  clock: Manifest["clock"];
  /** False where its load was cut off: what is done is put there, and the shard can be gone on with from anywhere. */
  whole: boolean;
  say?: (sentence: string) => void;
}

/** So many rows are a part at most: it is put as a whole. */
const mostRows = 50_000;

/**
 * Puts what of a shard's rows is in no part yet into the place, and its manifest last; null where there is none, for it
 * is not whole. Where a manifest is there, that one stays. Throws `ShardFault` where the place cannot be reached: every
 * row is kept here, and called again it goes on.
 */
export async function commitShard(commit: Commit): Promise<Manifest | null> {
  try {
    return await committed(commit);
  } catch (error) {
    if (error instanceof ShardFault) throw error;
    const { place, shard, folder } = commit;
    throw new ShardFault(
      `The rows of ${shardWords(shard)} of run ${shard.runId} are not all in ${place.name}: ${
        whyOf(error, place.name)
      }. They are kept in ${folder}; the same command again puts them there, and sends nothing.`,
    );
  }
}

async function committed(
  { place, shard, folder, planSha256, planned, clock, whole, say = () => {} }: Commit,
): Promise<Manifest | null> {
  const there = await manifestIn(place, shard.runId, shard.index);
  if (there) return there;
  const run = await readRunFile(folder);
  if (!run) throw new ShardFault(`The run.json of ${folder} is not whole.`);
  const into = shardPath(shard.runId, shard.index);
  const brought = await bringParts(place, into, folder);
  for (const file of brought.broken) say(brokenPart(into, file));
  const db = await openDuckdb();
  let parts: Part[];
  try {
    parts = await wholeParts(db, brought.parts);
    const left = leftSql(
      `${folder}/requests.parquet`,
      brought.parts.map(({ path }) => path),
      whole,
    );
    const { rows: [{ n }] } = await db.query(`SELECT count(*) AS n FROM (${left})`);
    await db.run("SET threads = 1"); // of several each would hold rows of its own
    for (let from = 0; from < Number(n); from += mostRows) {
      const rows = Math.min(mostRows, Number(n) - from);
      const part = await fillPart(folder, parts.length, rows, (path) =>
        db.run(
          `COPY (${left} LIMIT ${rows} OFFSET ${from}) TO ${
            quote(path)
          } (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE ${rowGroupRows})`,
        ));
      await putPart(place, into, part);
      parts.push(part.part);
    }
  } finally {
    db.close();
  }
  if (!whole) return null;
  await putBeside(place, into, folder);
  const manifest: Manifest = {
    version: manifestVersion,
    run_id: shard.runId,
    shard: shard.index,
    shards: shard.count,
    plan_sha256: planSha256,
    planned,
    parts,
    clock,
    run,
  };
  const text = new TextEncoder().encode(JSON.stringify(manifest, null, 2) + "\n");
  const isFirst = await place.writeOnce(`${into}/${manifestName}`, text);
  await Deno.remove(partsFolder(folder), { recursive: true }).catch(() => {}); // copies
  if (isFirst) return manifest;
  say(
    `${shardWords(shard)} of run ${shard.runId} was committed by another process: its rows count.`,
  );
  return (await manifestIn(place, shard.runId, shard.index)) ?? manifest;
}

/** Rows of a sealed file whose attempt is in no part, in their order; a part's cut one gives way to a whole one. */
function leftSql(sealed: string, parts: string[], cutToo: boolean): string {
  const all = `SELECT * FROM ${parquetFiles([sealed])} AS s WHERE ${
    cutToo ? "true" : "s.status <> 'incomplete'"
  }`;
  const same = attemptKeyColumns.map((name) => `p.${name} = s.${name}`).join(" AND ");
  const left = parts.length
    ? `${all} AND NOT EXISTS (FROM ${parquetFiles(parts)} AS p
      WHERE ${same} AND (p.status <> 'incomplete' OR s.status = 'incomplete'))`
    : all;
  return `${left} ORDER BY ${rowOrder}`;
}

/** Parts as a manifest names them; one without a row is none. */
async function wholeParts(
  db: Database,
  brought: { file: string; path: string; bytes: number; sha256: string }[],
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { file, path, bytes, sha256 } of brought) {
    const { rows: [{ n }] } = await db.query(`SELECT count(*) AS n FROM ${parquetFiles([path])}`);
    parts.push({ file, rows: Number(n), bytes, sha256 });
  }
  return parts;
}

/** What a run folder may hold beside its rows. */
async function putBeside(place: Place, into: string, folder: string): Promise<void> {
  for (const path of [recordingsPath(folder), serverPath(folder), `${folder}/prompts.jsonl`]) {
    if (await isPlainFile(path)) {
      await place.write(`${into}/${path.slice(folder.length + 1)}`, path);
    }
  }
}
