/** What of a run of shards is in a place: its manifests and the files beside them. Nothing of a part is read. */
import { isObject, parseJson } from "../../providers/read/json.ts";
import type { Place, PlaceFile } from "../../places/place.ts";
import { type Manifest, manifestOf } from "../manifest.ts";
import { manifestName, partOf, planPath, runPath, shardFileOf, shardPath } from "../paths.ts";

/** What one shard left. */
export interface FoundShard {
  shard: number;
  /** Null where there is none, or none that is whole; `fault` says what it is then. */
  manifest: Manifest | null;
  fault: string | null;
  /** By name, the bytes of each part that lies there. */
  parts: Map<string, number>;
}

export interface FoundRun {
  runId: string;
  /** How many shards it was begun with; null where nothing says so. */
  shards: number | null;
  found: FoundShard[];
  /** Whether it has a `run.json`, which merging writes last. */
  hasRun: boolean;
}

/** So many manifests are asked for at once: each is a request of its own to a bucket. */
const atOnce = 16;

/** What of the run `runId` is there; null where no shard of it is. */
export async function foundRun(place: Place, runId: string): Promise<FoundRun | null> {
  return await read(place, runId, await place.list(`${runPath(runId)}/`));
}

/** Every run of which a shard is there, in the order of their names. */
export async function foundRuns(place: Place): Promise<FoundRun[]> {
  const runs = Map.groupBy(await place.list("runs/"), ({ path }) => path.split("/")[1]);
  const found: FoundRun[] = [];
  for (const [runId, files] of runs) {
    const run = await read(place, runId, files);
    if (run) found.push(run);
  }
  return found;
}

/** How many shards of a run have left a manifest, whatever it says. */
export const foundManifests = async (place: Place, runId: string): Promise<number> =>
  (await place.list(`${runPath(runId)}/`))
    .filter(({ path }) => shardFileOf(path)?.name === manifestName).length;

async function read(place: Place, runId: string, files: PlaceFile[]): Promise<FoundRun | null> {
  const shards = new Map<number, FoundShard>();
  const withManifest: FoundShard[] = [];
  for (const { path, bytes } of files) {
    const file = shardFileOf(path);
    if (!file) continue;
    const { shard, name } = file;
    const found: FoundShard = shards.get(shard) ??
      { shard, manifest: null, fault: null, parts: new Map() };
    shards.set(shard, found);
    if (name === manifestName) withManifest.push(found);
    if (partOf(name)) found.parts.set(name, bytes);
  }
  if (!shards.size) return null;
  const left = withManifest.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const found of left) await readManifest(place, runId, found);
  }));
  const paths = new Set(files.map(({ path }) => path));
  const has = (name: string) => paths.has(`${runPath(runId)}/${name}`);
  const counts = [...shards.values()].flatMap(({ manifest }) => manifest?.shards ?? []);
  return {
    runId,
    shards: (has("plan.json") ? await plannedShards(place, runId) : null) ?? counts[0] ?? null,
    found: [...shards.values()].sort((a, b) => a.shard - b.shard),
    hasRun: has("run.json"),
  };
}

async function readManifest(place: Place, runId: string, found: FoundShard): Promise<void> {
  const bytes = await place.read(`${shardPath(runId, found.shard)}/${manifestName}`);
  if (!bytes) return; // it was taken away meanwhile
  const manifest = manifestOf(new TextDecoder().decode(bytes));
  if ("fault" in manifest) found.fault = manifest.fault;
  else if (manifest.run_id !== runId || manifest.shard !== found.shard) {
    found.fault = `is of shard ${manifest.shard} of run ${manifest.run_id}`;
  } else found.manifest = manifest;
}

async function plannedShards(place: Place, runId: string): Promise<number | null> {
  const bytes = await place.read(planPath(runId));
  const plan = parseJson(new TextDecoder().decode(bytes ?? new Uint8Array()));
  return isObject(plan) && Number.isSafeInteger(plan.shards) ? Number(plan.shards) : null;
}
