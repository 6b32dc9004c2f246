/** A run whose settings hold a secret is not begun: `run.json` keeps them. */
import { type Config, ConfigError } from "../plan/config.ts";
import { heldSecrets } from "../plan/held_secrets.ts";
import { knownSecrets } from "../targets/secret_variables.ts";

/** Throws `ConfigError` that names each setting, and the variable whose value it is. */
export function refuseSecrets(
  config: Config,
  metadata: Record<string, string>,
  environment: Record<string, string> = Deno.env.toObject(),
): void {
  const known = knownSecrets(environment);
  const faults = [
    ...heldSecrets(config, known),
    ...heldSecrets({ metadata }, known),
  ];
  if (faults.length) throw new ConfigError(config.name, faults);
}
