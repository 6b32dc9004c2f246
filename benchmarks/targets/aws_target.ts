/** Which credentials a target of AWS gets, and in which region: read from the environment and its address. */
import type { ProviderAbout } from "../providers/about.ts";
import type { AuthKind } from "../providers/provider.ts";
import { awsCredentials } from "../wire/auth/aws.ts";
import { type Credentials, keyCredentials, withKey } from "../wire/auth/credentials.ts";
import { type Environment, firstOf } from "./environment.ts";
import { keyIn } from "./key_variable.ts";
import { isLoopback } from "../wire/hosts.ts";
import { regionNames } from "../providers/aws/aws_about.ts";

/** Whether requests of that kind are signed as AWS wants it. */
export const isAws = (auth: AuthKind): boolean => auth.startsWith("aws:");

const sources = [
  "AWS_ACCESS_KEY_ID",
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_EC2_METADATA_SERVICE_ENDPOINT",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_CONFIG_FILE",
];

/** The region that an address names; AWS's own hosts do, others may not. */
export const regionOf = (url: string): string | undefined =>
  /[./](?:bedrock-runtime|runtime\.sagemaker)(?:-fips)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\./
    .exec(`/${URL.canParse(url) ? new URL(url).host : ""}`)?.[1];

/** What a target signs with; whatever is missing is added to `faults`. `keyName` is the configuration's. */
export function awsTargetCredentials(
  about: ProviderAbout,
  keyName: string | undefined,
  baseUrl: string,
  environment: Environment,
  faults: string[],
): Credentials {
  const { hostname } = new URL(baseUrl);
  const here = isLoopback(baseUrl);
  const home = here || /\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(hostname);
  // A bearer key is sent as it is: by itself it goes to AWS and to this machine only, as all keys do.
  const bearerName = keyName !== undefined && !sources.includes(keyName)
    ? keyName
    : about.keyNames.find((name) =>
      home && name.startsWith("AWS_BEARER_TOKEN_") && environment(name)
    );
  if (bearerName !== undefined) {
    return bearerCredentials(keyIn(bearerName, environment, faults, "it holds the key") || null);
  }
  // A server on this machine needs no signature: looking for one would ask the metadata service of a cloud.
  if (here && !sources.some((name) => environment(name)) && !hasOwnKeys(environment)) {
    return keyCredentials(null);
  }
  if (environment("AWS_ACCESS_KEY_ID") && !environment("AWS_SECRET_ACCESS_KEY")) {
    faults.push(
      "the environment variable AWS_SECRET_ACCESS_KEY is not set: it goes with AWS_ACCESS_KEY_ID",
    );
  }
  const region = regionOf(baseUrl) ?? firstOf(regionNames, environment) ??
    (here ? "us-east-1" : undefined);
  if (region === undefined) {
    faults.push(
      "the environment variable AWS_REGION is not set, nor " +
        "AWS_DEFAULT_REGION: it holds the region that requests are signed for",
    );
  }
  keepOffMetadata(environment);
  return awsCredentials({ region: region ?? "", profile: environment("AWS_PROFILE") });
}

/** Whether the default profile holds a pair of keys: one that names a role or a program would be asked elsewhere. */
function hasOwnKeys(environment: Environment): boolean {
  const text = textOf(`${environment("HOME") ?? environment("USERPROFILE")}/.aws/credentials`);
  return /^[^\S\n]*\[default\][^[]*^[^\S\n]*aws_access_key_id\s*=/m.test(text);
}

/**
 * On a machine that is not AWS's own the chain would end at the metadata service's address, where nobody is, or
 * somebody else. The chain reads its variables itself.
 */
function keepOffMetadata(environment: Environment): void {
  const named = environment("AWS_EC2_METADATA_SERVICE_ENDPOINT") ||
    environment("AWS_EC2_METADATA_DISABLED");
  if (!named && !isEc2()) Deno.env.set("AWS_EC2_METADATA_DISABLED", "true");
}

/** As AWS documents it: its newer machines name their maker, the older ones begin their identifier so. */
const isEc2 = (): boolean =>
  /^Amazon EC2/.test(textOf("/sys/class/dmi/id/sys_vendor")) ||
  /^ec2/i.test(textOf("/sys/hypervisor/uuid"));

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // there is none
  }
}

const bearerCredentials = (key: string | null): Credentials => ({
  authorize: (request) => Promise.resolve(withKey(request, "bearer", key)),
  secrets: () => key ? [key] : [],
});
