/** Which address and which credentials a target of Google Cloud gets: read from the environment. */
import { existsSync } from "node:fs";
import { vertex } from "../providers/google/vertex.ts";
import { type Credentials, keyCredentials, withKey } from "../wire/auth/credentials.ts";
import { googleCredentials } from "../wire/auth/google.ts";
import { type Environment, firstOf } from "./environment.ts";
import { keyIn } from "./key_variable.ts";
import { isLoopback } from "../wire/hosts.ts";
import { withoutEnd } from "../providers/read/ends.ts";

export const { project: projectNames, location: locationNames } = vertex.about.places!;
const keyFileName = "GOOGLE_APPLICATION_CREDENTIALS";
const detectionName = "METADATA_SERVER_DETECTION";
const metadataNames = ["GCE_METADATA_HOST", "GCE_METADATA_IP", detectionName];
const tokenName = "GCLOUD_ACCESS_TOKEN";

/**
 * The address with project and location in it, where they are set and it names none; of the location's own host where
 * it is null. Null where that cannot be told.
 */
export function googleAddress(
  given: string | null | undefined,
  environment: Environment,
): string | null {
  const [project, location] = [projectNames, locationNames].map((names) =>
    firstOf(names, environment)
  );
  if (!project || !location) return given ?? null;
  const base = withoutEnd(given ?? hostOf(location), "/");
  if (/\/projects\//.test(base)) return base;
  const versioned = /\/v\d+((alpha|beta)\d*)?$/.test(base) ? base : `${base}/v1`;
  return `${versioned}/projects/${project}/locations/${location}`;
}

function hostOf(location: string): string {
  if (location === "global") return "https://aiplatform.googleapis.com";
  // Places of several regions.
  if (/^(us|eu)$/.test(location)) return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

/**
 * What proves who asks: a token in the variable that the configuration names, a service account's key file, a token
 * in LLMPerf's variable, or else whatever Google's library finds on this machine. What is missing is added to
 * `faults`.
 */
export function googleTargetCredentials(
  keyName: string | undefined,
  baseUrl: string,
  environment: Environment,
  faults: string[],
): Credentials {
  const keyFile = environment(keyFileName);
  const named = keyName === keyFileName ? undefined : keyName;
  const token = named ?? (!keyFile && environment(tokenName) ? tokenName : undefined);
  if (token !== undefined) {
    return tokenCredentials(keyIn(token, environment, faults, "it holds the token") || null);
  }
  if (keyName === keyFileName && !keyFile) {
    faults.push(`the environment variable ${keyFileName} is not set: it holds a file's path`);
  }
  if (keyFile) return googleCredentials({ keyFile });
  const here = isLoopback(baseUrl);
  // A server on this machine needs no proof: looking for one would ask the metadata server of a cloud.
  const metadata = metadataNames.some((name) => environment(name));
  if (here && !metadata) return keyCredentials(null);
  // Elsewhere than on Google's machines, which the library knows by their BIOS, it would try addresses where nobody is.
  if (!metadata) Deno.env.set(detectionName, "bios-only");
  return googleCredentials({ keyFile: gcloudFile(environment) });
}

/** What `gcloud auth application-default login` writes, where Google's library looks for it; null where it is not. */
function gcloudFile(environment: Environment): string | null {
  const appData = environment("APPDATA");
  const folder = environment("CLOUDSDK_CONFIG") ??
    (Deno.build.os === "windows" && appData
      ? `${appData}/gcloud`
      : `${environment("HOME")}/.config/gcloud`);
  const path = `${folder}/application_default_credentials.json`;
  return existsSync(path) ? path : null;
}

const tokenCredentials = (token: string | null): Credentials => ({
  authorize: (request) => Promise.resolve(withKey(request, "bearer", token)),
  secrets: () => token ? [token] : [],
});
