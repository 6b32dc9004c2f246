/** What of a run of shards is in a place: its manifests and the files beside them. Nothing of a part is read. */
import { isObject, parseJson } from "../../providers/read/json.ts";
import type { Place, PlaceFile } from "../../places/place.ts";
import { nextName } from "../../store/compact/next_rows.ts";
import { type Manifest, manifestOf } from "../manifest.ts";
import { manifestName, partOf, planPath, runPath, shardFileOf, shardPath } from "../paths.ts";
import { mostShards } from "../shard.ts";

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
  /** What is wrong with the file that says so, as `is ...`. */
  planFault: string | null;
  found: FoundShard[];
  /** Whether it has a `run.json`, which merging writes last. */
  hasRun: boolean;
  /** Whether a merge that was to replace it was stopped on its way, or is at it. */
  isReplaced: boolean;
}

/** More than any file of these needs: what is longer is not read. */
const [mostManifestBytes, mostPlanBytes] = [67_108_864, 65_536];
const tooLong = (bytes: number) => `is far too long: ${bytes.toLocaleString("en-US")} bytes`;

/** So many manifests are asked for at once: each is a request of its own to a bucket. */
const atOnce = 16;

/** What of the run `runId` is there; null where no shard of it is. */
export async function foundRun(place: Place, runId: string): Promise<FoundRun | null> {
  return await read(place, runId, await place.list(`${runPath(runId)}/`));
}

/** Names of the runs of which a shard is there, in order. Nothing of them is read. */
export const namesOfRuns = async (place: Place): Promise<string[]> =>
  [
    ...new Set((await place.list("runs/")).flatMap(({ path }) => shardFileOf(path)?.runId ?? [])),
  ].sort();

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
    if (name === manifestName && bytes > mostManifestBytes) found.fault = tooLong(bytes);
    else if (name === manifestName) withManifest.push(found);
    if (partOf(name)) found.parts.set(name, bytes);
  }
  if (!shards.size) return null;
  const left = withManifest.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const found of left) await readManifest(place, runId, found);
  }));
  const sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const counts = [...shards.values()].flatMap(({ manifest }) => manifest?.shards ?? []);
  const plan = await plannedShards(place, runId, sizes.get(planPath(runId)));
  return {
    runId,
    shards: (typeof plan === "number" ? plan : null) ?? counts[0] ?? null,
    planFault: typeof plan === "string" ? plan : null,
    found: [...shards.values()].sort((a, b) => a.shard - b.shard),
    hasRun: sizes.has(`${runPath(runId)}/run.json`),
    isReplaced: sizes.has(`${runPath(runId)}/${nextName}`),
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

/** How many shards a plan says, or what is wrong with it; null where there is none. */
async function plannedShards(
  place: Place,
  runId: string,
  size: number | undefined,
): Promise<number | string | null> {
  if (size === undefined) return null;
  if (size > mostPlanBytes) return tooLong(size);
  const bytes = await place.read(planPath(runId));
  if (!bytes) return null; // it was taken away meanwhile
  const plan = parseJson(new TextDecoder().decode(bytes));
  const shards = isObject(plan) ? Number(plan.shards) : NaN;
  return Number.isSafeInteger(shards) && shards >= 1 && shards <= mostShards
    ? shards
    : `does not say how many shards there are, 1 to ${mostShards.toLocaleString("en-US")}`;
}
