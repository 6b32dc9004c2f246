/** What the files of a run that shards make together are called, from the root of its place. */

export const runsPrefix = "runs/";
export const runPath = (runId: string): string => `${runsPrefix}${runId}`;
export const shardPath = (runId: string, shard: number): string =>
  `${runPath(runId)}/shard=${shard}`;
export const manifestName = "manifest.json";
/** Which shard makes the run of all, once they are done. */
export const mergingPath = (runId: string): string => `${runPath(runId)}/merging.json`;
/** Which plan a run is of, by the first of its shards that began. */
export const planPath = (runId: string): string => `${runPath(runId)}/plan.json`;

/** A part by its number within its shard and by its content, so that no two writers ever mean the same file. */
export const partName = (number: number, sha256: string): string =>
  `part-${number}-${sha256.slice(0, 16)}.parquet`;

const partShape = /^part-(\d{1,9})-([0-9a-f]{16})\.parquet$/;

/** What a part's name says of it; null of any other name. */
export function partOf(name: string): { number: number; sha256Begin: string } | null {
  const [, number, sha256Begin] = partShape.exec(name) ?? [];
  return sha256Begin === undefined ? null : { number: Number(number), sha256Begin };
}

/** Who works on a shard says so in such a file; the highest number counts. */
export const writerName = (number: number): string => `writer-${number}.json`;
export const writerOf = (name: string): number | null => {
  const [, number] = /^writer-(\d{1,9})\.json$/.exec(name) ?? [];
  return number === undefined ? null : Number(number);
};

/** Run, shard and name of a file that a shard put into a place; null of any other. */
export function shardFileOf(path: string): { runId: string; shard: number; name: string } | null {
  const [, runId, shard, name] = /^runs\/([^/]+)\/shard=(\d{1,6})\/([^/]+)$/.exec(path) ?? [];
  return name === undefined ? null : { runId, shard: Number(shard), name };
}
