/** A merged run is put where every reader looks for one. */
import { isObject, parseJson } from "../../providers/read/json.ts";
import type { Place } from "../../places/place.ts";
import { nextFileIn, nextName, nextOf } from "../../store/compact/next_rows.ts";
import { jsonOf } from "../../record/fit_row.ts";
import type { Manifest } from "../manifest.ts";
import { sha256Of } from "../parts/local_parts.ts";
import { manifestName, runPath, shardFileOf, shardPath, writerOf } from "../paths.ts";

/**
 * Puts what is in `out` into the place, and what shards have beside their rows; where the run is new, `run.json` last.
 * What a publisher said there of the run stays.
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
  const rows = `${out}/requests.parquet`;
  const own = JSON.parse(await Deno.readTextFile(`${out}/run.json`));
  const there = await place.read(at("run.json"));
  const before = there ? parseJson(new TextDecoder().decode(there)) : undefined;
  const publisher = isObject(before) ? before.publisher : undefined;
  const text = jsonOf(publisher === undefined ? own : { ...own, publisher }, 2) + "\n";
  if (!there) await place.write(at("requests.parquet"), rows);
  const replaced = there ? await putNext(place, runId, rows, JSON.parse(text)) : [];
  await place.write(at("run.json"), bytesOf(text));
  if (there) await place.write(at("requests.parquet"), rows);
  for (const name of replaced) await place.remove(at(name));
}

/**
 * Puts rows beside those that a run has, for the run.json that comes next: see `next_rows.ts`. Gives the names of the
 * files that nobody needs once the rows are where they always are, those that an earlier merge left among them.
 */
async function putNext(
  place: Place,
  runId: string,
  rows: string,
  run: Record<string, unknown>,
): Promise<string[]> {
  const path = `${runPath(runId)}/${nextName}`;
  const left = nextFileIn(new TextDecoder().decode(await place.read(path) ?? new Uint8Array()));
  const next = nextOf(run);
  await place.write(`${runPath(runId)}/${next.file}`, rows);
  await place.write(path, bytesOf(JSON.stringify(next) + "\n"));
  return [nextName, ...new Set([next.file, ...left ? [left] : []])];
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

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
