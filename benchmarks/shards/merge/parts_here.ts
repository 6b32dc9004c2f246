/** Parts of the shards of a run, on this machine and found to be what their manifests name. */
import type { Place } from "../../places/place.ts";
import type { Manifest } from "../manifest.ts";
import { sha256Of } from "../parts/local_parts.ts";
import { shardPath } from "../paths.ts";

export interface PartsHere {
  /** Paths on this machine, in the order of shards and of their parts; each ends in `shard=I/NAME`. */
  files: string[];
  /** Manifests all of whose parts are what they should be. */
  manifests: Manifest[];
  lacking: string[];
}

/** So many are brought at once. */
const atOnce = 8;

/** Brings them into `staging`, but those of a place on this machine, and looks at every byte of them. */
export async function partsHere(
  place: Place,
  manifests: Manifest[],
  staging: string,
): Promise<PartsHere> {
  const wanted = manifests.flatMap((manifest) =>
    manifest.parts.map((part) => ({ manifest, part, file: "" }))
  );
  const wrong = new Map<Manifest, string[]>();
  const left = wanted.values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const one of left) {
      const { manifest, part } = one;
      const path = `${shardPath(manifest.run_id, manifest.shard)}/${part.file}`;
      const why = await (async () => {
        if (place.folder === null) {
          one.file = `${staging}/shard=${manifest.shard}/${part.file}`;
          await Deno.mkdir(`${staging}/shard=${manifest.shard}`, { recursive: true });
          await place.fetch(path, one.file);
        } else one.file = `${place.folder}/${path}`;
        const bytes = await Deno.readFile(one.file);
        const name = `${part.file} of shard ${manifest.shard}`;
        if (sha256Of(bytes) !== part.sha256) {
          return `${name} is not what its manifest names: its content was changed.`;
        }
        return isParquet(bytes) ? null : `${name} is no Parquet file.`;
      })().catch((error) =>
        `${part.file} of shard ${manifest.shard} cannot be read: ${(error as Error).message}`
      );
      if (why) wrong.set(manifest, [...wrong.get(manifest) ?? [], why]);
    }
  }));
  return {
    files: wanted.filter(({ manifest }) => !wrong.has(manifest)).map(({ file }) => file),
    manifests: manifests.filter((manifest) => !wrong.has(manifest)),
    lacking: manifests.flatMap((manifest) => wrong.get(manifest) ?? []),
  };
}

/** By what stands at both ends of such a file. */
const isParquet = (bytes: Uint8Array): boolean =>
  [bytes.subarray(0, 4), bytes.subarray(-4)].every((end) => String.fromCharCode(...end) === "PAR1");
