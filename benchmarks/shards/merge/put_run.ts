/** A merged run is put where every reader looks for one. */
import { isObject, parseJson } from "../../providers/read/json.ts";
import type { Place } from "../../places/place.ts";
import { jsonOf } from "../../record/fit_row.ts";
import type { Manifest } from "../manifest.ts";
import { sha256Of } from "../parts/local_parts.ts";
import { manifestName, runPath, shardFileOf, shardPath, writerOf } from "../paths.ts";

/**
 * Puts what is in `out` into the place, and what shards have beside their rows; `run.json` last. What a publisher said
 * there of the run stays.
 */
export async function putRun(
  place: Place,
  runId: string,
  out: string,
  manifests: Manifest[],
): Promise<void> {
  const at = (name: string) => `${runPath(runId)}/${name}`;
  // Members of a gzip file follow each other; of all else one shard has what there is.
  for (
    const [name, all] of [
      ["recordings.jsonl.gz", true],
      ["server.parquet", false],
      ["prompts.jsonl", false],
    ] as const
  ) {
    if (await besides(place, manifests, name, out, all)) {
      await place.write(at(name), `${out}/${name}`);
    }
  }
  await place.write(at("requests.parquet"), `${out}/requests.parquet`);
  const own = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
  const there = await place.read(at("run.json"));
  const before = there ? parseJson(new TextDecoder().decode(there)) : undefined;
  const publisher = isObject(before) ? before.publisher : undefined;
  const text = jsonOf(publisher === undefined ? own : { ...own, publisher }, 2) + "\n";
  await place.write(at("run.json"), new TextEncoder().encode(text));
}

/** Takes away who worked on the shards of a run that is merged, as one that was killed leaves it. */
export async function removeClaims(
  place: Place,
  runId: string,
  manifests: Manifest[],
): Promise<void> {
  const merged = new Set(manifests.map(({ shard }) => shard));
  for (const { path } of await place.list(`${runPath(runId)}/`)) {
    const file = shardFileOf(path);
    if (file && merged.has(file.shard) && writerOf(file.name) !== null) await place.remove(path);
  }
}

/** What is longer is known by its size alone. */
const mostCompared = 67_108_864;

/** Whether what was put is there still, rows and all, and no more than so many shards are. */
export async function isAsPut(
  place: Place,
  runId: string,
  out: string,
  manifests: number,
): Promise<boolean> {
  const files = await place.list(`${runPath(runId)}/`);
  const path = `${runPath(runId)}/requests.parquet`;
  const { size } = await Deno.stat(`${out}/requests.parquet`);
  if (files.find((file) => file.path === path)?.bytes !== size) return false;
  if (files.filter((file) => shardFileOf(file.path)?.name === manifestName).length > manifests) {
    return false;
  }
  if (size > mostCompared || place.folder === null) return true;
  const theirs = await place.read(path);
  return theirs !== null &&
    sha256Of(theirs) === sha256Of(await Deno.readFile(`${out}/requests.parquet`));
}

/** Makes `out/name` of what shards have of it; says whether any has. */
async function besides(
  place: Place,
  manifests: Manifest[],
  name: string,
  out: string,
  all: boolean,
): Promise<boolean> {
  let found = false;
  for (const { run_id, shard } of manifests) {
    const bytes = await place.read(`${shardPath(run_id, shard)}/${name}`);
    if (!bytes) continue;
    await Deno.writeFile(`${out}/${name}`, bytes, { append: found });
    found = true;
    if (!all) break;
  }
  return found;
}
