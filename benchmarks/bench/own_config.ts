/** Which configurations of `bench` are one's own, and which its user is asked about. */
import { fileURLToPath } from "node:url";
import { type Config, isConfigName } from "../plan/config.ts";
import { isOwn } from "../store/journal/own_runs.ts";
import { dataFolder } from "../store/views.ts";
import { type Allowed, consent } from "./consent.ts";
import type { Repeated } from "./run_folder.ts";
import { isWithin } from "../targets/wishes.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** Whether a configuration is one's own: a name of ours, or a file of this checkout that is not among its runs. */
export const isOwnConfig = async (name: string): Promise<boolean> =>
  isConfigName(name) || await isWithin(name, checkout) &&
    !await isWithin(name, `${checkout}/data`) && !await isWithin(name, dataFolder());

/** Whether what a configuration asks for may be read and asked; one's own may. */
export async function consentFor(
  config: Config,
  name: string | undefined,
  repeated: Repeated | null | undefined,
  flags: Allowed & { dryRun?: boolean; dataset?: string; trace?: string },
): Promise<boolean> {
  if (!repeated && (name === undefined || await isOwnConfig(name))) return true;
  return await consent({
    file: repeated ? `${repeated.folder}/run.json` : name!,
    config,
    allowed: flags,
    environment: (name) => Deno.env.get(name),
    dryRun: flags.dryRun ?? false,
    run: !!repeated,
    ownDataset: (flags.dataset ?? flags.trace) !== undefined,
    here: !repeated || await isOwn(repeated.folder),
  });
}
