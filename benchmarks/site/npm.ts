/** The framework's packages, filled in before it looks for them. */
import { denoProcess } from "../processes/deno_process.ts";
import { frameworkGrants } from "../processes/grants.ts";

/** Puts them into the framework's cache, unless they are there; throws with what the program that does it printed. */
export async function fillNpmCache(cache: string): Promise<void> {
  const args = ["benchmarks/site/npm_cache.ts", cache];
  const { success, stderr } = await denoProcess(frameworkGrants(), args, {
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}
