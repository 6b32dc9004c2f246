/** Which place a store's name means. */
import { WrongStore } from "./faults.ts";
import { folderPlace } from "./folder.ts";
import type { Place } from "./place.ts";

/** Whether a store is not on this machine: `s3://bucket/prefix`. */
export const isRemote = (name: string): boolean => /^s3:\/\//i.test(name);

/**
 * The place of a store: a folder, or `s3://bucket/prefix` with what the AWS variables of `environment` say. Nothing is
 * asked of it yet. Throws `WrongStore` where the name or the variables are none.
 */
export async function openPlace(
  name: string,
  environment: (variable: string) => string | undefined,
): Promise<Place> {
  if (isRemote(name)) return (await import("./s3.ts")).s3Place(name, environment);
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(name)?.[1];
  if (scheme) throw new WrongStore(`A store is a folder or s3://bucket/prefix, not ${scheme}://.`);
  return folderPlace(name);
}
