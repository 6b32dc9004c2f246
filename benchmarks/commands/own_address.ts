/** The address that is a vendor's own, in the region that the environment names. */
import type { ProviderAbout } from "../providers/provider.ts";
import { type Environment, firstOf } from "./environment.ts";

/** Variables that say where in the world a service is asked: AWS's own, and LiteLLM's. */
export const regionNames = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_REGION_NAME"];

/** The vendor's own address, its `{region}` filled in; null where there is none or no region is set. */
export function ownAddress(about: ProviderAbout, environment: Environment): string | null {
  if (!about.base?.includes("{region}")) return about.base;
  const region = firstOf(regionNames, environment);
  return region ? about.base.replace("{region}", region) : null;
}
