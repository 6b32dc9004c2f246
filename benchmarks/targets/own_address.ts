/** The address that is a vendor's own, in the region that the environment names. */
import { regionNames } from "../providers/aws/aws_about.ts";
import type { ProviderAbout } from "../providers/about.ts";
import { type Environment, firstOf } from "./environment.ts";

/** The vendor's own address, its `{region}` filled in; null where there is none or no region is set. */
export function ownAddress(about: ProviderAbout, environment: Environment): string | null {
  if (!about.base?.includes("{region}")) return about.base;
  const region = firstOf(regionNames, environment);
  return region ? about.base.replace("{region}", region) : null;
}
