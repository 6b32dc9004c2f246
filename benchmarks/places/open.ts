/** Which place a store's name means. */
import { PlaceFault } from "./faults.ts";
import { folderPlace } from "./folder.ts";
import type { Place } from "./place.ts";

/**
 * The place of a store: a folder. `environment` is for places that need a key. Nothing is asked of it yet. Throws
 * `PlaceFault` where the name is none.
 */
// deno-lint-ignore require-await
export async function openPlace(
  name: string,
  _environment: (variable: string) => string | undefined,
): Promise<Place> {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(name)?.[1];
  if (scheme) throw new PlaceFault(`A store is a folder, not ${scheme}://.`);
  return folderPlace(name);
}
