/** Runs that are not begun: whose settings hold a secret, for `run.json` keeps them, or ask a simulator for nobody. */
import { type Config, ConfigError } from "../plan/config.ts";
import { heldSecrets } from "../plan/held_secrets.ts";
import { profileNamed, profileNames } from "../simulator/profile.ts";
import { knownSecrets } from "../targets/secret_variables.ts";

/** Throws `ConfigError` where a target names a profile that the simulator does not have: every request would fail. */
export function refuseUnknownProfiles({ name, targets }: Config): void {
  const faults = targets.flatMap(({ simulate }, i) =>
    simulate === undefined || simulate.startsWith("fault-") || profileNamed(simulate)
      ? []
      : [`targets.${i}.simulate: ${simulate} is no profile; there are ${profileNames.join(", ")}`]
  );
  if (faults.length) throw new ConfigError(name, faults);
}

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
