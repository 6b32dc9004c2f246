/** The framework's packages, filled in before it looks for them. */
import { denoProcess } from "../processes/deno_process.ts";
import { frameworkGrants } from "../processes/grants.ts";
import { needNoRegistry } from "./no_registry.ts";

/** Where the framework keeps what it fetched or made. */
export const cache = "src/.observablehq/cache";

/** Puts them into the framework's cache, unless they are there; throws with what the program that does it printed. */
export async function fillNpmCache(cache: string): Promise<void> {
  const args = ["benchmarks/site/npm_cache.ts", cache];
  const { success, stderr } = await denoProcess(frameworkGrants(), args, {
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}

/** The framework reuses a loader's output whatever the loader reads has become since, and asks a registry. */
export async function readyCache(): Promise<void> {
  await fillNpmCache(cache);
  await needNoRegistry(cache);
  for await (const { name } of Deno.readDir(cache)) {
    // Packages begin with "_".
    if (/^_|\.lock$/.test(name)) continue;
    await Deno.remove(`${cache}/${name}`, { recursive: true });
  }
}
