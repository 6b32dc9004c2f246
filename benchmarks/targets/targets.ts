/** From the targets of a configuration to what the runner drives: addresses, keys and connections. */
import { awsTargetCredentials, isAws } from "./aws_target.ts";
import { type Config, ConfigError } from "../plan/config.ts";
import { readTextSync } from "../files/text_file.ts";
import { googleAddress, googleTargetCredentials } from "./google_target.ts";
import type { Environment } from "./environment.ts";
import { keyIn } from "./key_variable.ts";
import { defaultKeyName } from "./llm_api.ts";
import { ownAddress } from "./own_address.ts";
import { settingFaults } from "../providers/asked.ts";
import { providers } from "../providers/index.ts";
import type { ProviderAbout } from "../providers/about.ts";
import { headerFault, valueFault } from "./header_words.ts";
import { keyCredentials } from "../wire/auth/credentials.ts";
import { proxyOf } from "../wire/proxy.ts";
import type { RunTarget } from "./run_target.ts";

/**
 * The targets, their keys, headers and certificates read. `simulatorUrl` is where profiles are served.
 * Throws `ConfigError` naming every variable that is missing and every file that cannot be read.
 */
export function targetsOf(
  config: Config,
  environment: Environment,
  simulatorUrl: string,
): RunTarget[] {
  const faults: string[] = [];
  const variable = (name: string, target: string, what: string) => {
    const value = environment(name)?.trim(); // a file's last line break is no part of it
    if (!value) {
      faults.push(
        `${name} is not set: target ${target} needs it for ${what} (environment or .env)`,
      );
    }
    const broken = value ? valueFault(value) : null;
    if (broken) faults.push(`${name} ${broken}: target ${target} needs it for ${what}`);
    return value ?? "";
  };
  const proxy = (url: string, secrets: string[]) => {
    try {
      const found = proxyOf(url, environment);
      if (found?.authorization) secrets.push(...proofsIn(found.authorization));
      return found;
    } catch (error) {
      faults.push((error as Error).message);
      return null;
    }
  };
  const targets = config.targets.map((t, i): RunTarget => {
    const protocol = providers.find((p) => p.name === t.api);
    if (!protocol) {
      faults.push(
        `targets.${i}.api: there is no protocol "${t.api}"; there are ${
          providers.map((p) => p.name).join(", ")
        }`,
      );
    }
    const secrets: string[] = [];
    const headers = Object.entries(t.headers).map(([name, value]): [string, string] => [
      name.toLowerCase(),
      value.replace(/\$\{(\w+)\}/g, (_, inner) => {
        const found = variable(inner, t.provider, `the header ${name}`);
        secrets.push(found);
        return found;
      }),
    ]);
    const address = t.base_url ??
      (t.simulate
        ? `${simulatorUrl}/${t.simulate}${protocol?.about.basePath ?? ""}`
        : protocol && ownAddress(protocol.about, environment));
    const baseUrl = protocol?.auth === "google" ? googleAddress(address, environment) : address;
    if (!baseUrl) {
      faults.push(`targets.${i}: needs a base_url: ${t.api} has no address that is everybody's`);
    }
    for (const name of Object.keys(t.params)) {
      if (protocol?.takes && !protocol.takes.includes(name)) {
        faults.push(`targets.${i}.params.${name}: ${t.api} knows no such field and refuses it`);
      }
    }
    for (const [name, fault] of protocol ? settingFaults(protocol, t) : []) {
      faults.push(`targets.${i}.params.${name}: ${fault}`);
    }
    const google = protocol?.auth === "google" && !t.simulate;
    const aws = protocol && baseUrl && !t.simulate && isAws(protocol.auth);
    const keyName = t.api_key_env ??
      (protocol && baseUrl && !t.simulate && !google && !aws
        ? defaultKeyName(t.api, baseUrl, environment)
        : null);
    for (const [name, value] of Object.entries(t.headers)) {
      const broken = headerFault(name, value);
      if (broken) faults.push(`targets.${i}.headers.${name}: ${broken}`);
    }
    return {
      provider: t.provider,
      model: t.model,
      model_size: t.model_size ?? null,
      api: t.api,
      base_url: baseUrl ?? "",
      credentials: google && baseUrl
        ? googleTargetCredentials(t.api_key_env, baseUrl, environment, faults)
        : aws
        ? awsTargetCredentials(protocol.about, t.api_key_env, baseUrl!, environment, faults)
        : keyCredentials(
          keyName
            ? keyIn(keyName, environment, faults, `target ${t.provider} needs it for its key`)
            : null,
        ),
      secrets,
      simulated: t.simulate !== undefined,
      params: t.params,
      headers,
      follow: followed(t.follow_origins, baseUrl ?? null, protocol?.about),
      connection: {
        ca: t.ca_file ? textOf(t.ca_file, faults) : null,
        verify: t.tls_verify,
        socketPath: t.unix_socket ?? null,
        http: t.http ?? "1.1",
        proxy: !baseUrl || t.simulate || t.unix_socket ? null : proxy(baseUrl, secrets),
      },
    };
  });
  if (faults.length) throw new ConfigError(config.name, [...new Set(faults)], "start");
  return targets;
}

/** Origins that answers may send an attempt on to: what the configuration names, and the vendor's own. */
function followed(named: string[] = [], baseUrl: string | null, about?: ProviderAbout): string[] {
  const origin = (url?: string | null) => url && URL.canParse(url) ? new URL(url).origin : null;
  const home = baseUrl !== null && origin(baseUrl) === origin(about?.base);
  return [...named.map((url) => new URL(url).origin), ...(home ? about?.followOrigins ?? [] : [])];
}

/** Fetches what the targets need and the environment does not hold. Throws `ConfigError`. */
export async function prepareTargets(config: Config, targets: RunTarget[]): Promise<void> {
  const results = await Promise.allSettled(targets.map((t) => t.credentials?.prepare?.()));
  const faults = results.flatMap((r) => r.status === "rejected" ? [r.reason.message] : []);
  if (faults.length) throw new ConfigError(config.name, [...new Set<string>(faults)], "start");
}

function textOf(path: string, faults: string[]): string {
  try {
    return readTextSync(path);
  } catch (error) {
    faults.push(`the certificate file ${path} cannot be read: ${(error as Error).message}`);
    return "";
  }
}

/** What must not be told of a proxy's `Basic` proof: itself, and the password in it. */
function proofsIn(authorization: string): string[] {
  const proof = authorization.slice("Basic ".length);
  return [proof, atob(proof).replace(/^[^:]*:/, "")];
}
