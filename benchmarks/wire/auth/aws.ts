/** AWS: requests signed (SigV4) by its own libraries, which are loaded only where a target needs them. */
import type { AuthKind, WireRequest } from "../../providers/provider.ts";
import { wallNow } from "../clock.ts";
import type { Credentials } from "./credentials.ts";
import { type Held, renewing } from "./renewing.ts";

/** What signs: a pair of keys, for some time with a session token. */
export interface AwsIdentity {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

export interface AwsOptions {
  region: string;
  /** What AWS_PROFILE names, for what is said where nothing is found. */
  profile?: string;
  /**
   * Where identities come from; asked for the first, and again before one expires. Left out: AWS's own chain of
   * environment, profiles, web identity and metadata services.
   */
  source?: () => Promise<AwsIdentity>;
  /** The time that a signature carries. */
  now?: () => Date;
}

/** Metadata services have the next identity five minutes before the old one expires. */
const renewBeforeMs = 5 * 60_000;

/** Credentials that sign. A signature holds for five minutes and is made right before its request is sent. */
export function awsCredentials(options: AwsOptions): Credentials {
  const { region, source, now = wallNow } = options;
  const seen = new Set<string>();
  const signers = new Map<string, ReturnType<typeof signer>>();
  // One chain for all targets: a metadata service is asked once, not once a target.
  const current = source ? keptFresh(source, now) : ofChain ??= keptFresh(chain, wallNow);

  const identity = async (): Promise<AwsIdentity> => {
    const found = await current().catch((error) => {
      throw explained(error as Error, options.profile);
    });
    for (const secret of [found.accessKeyId, found.secretAccessKey, found.sessionToken]) {
      if (secret) seen.add(secret);
    }
    return found;
  };

  return {
    async prepare() {
      await identity();
    },
    async authorize(request, auth) {
      const service = serviceOf(auth);
      if (!signers.has(service)) signers.set(service, signer(service, region, identity));
      const sign = await signers.get(service)!;
      return sign(request, now());
    },
    secrets: () => [...seen],
  };
}

/** `SERVICE` of `aws:SERVICE`. Throws for what is no kind of AWS: a fault of ours. */
function serviceOf(auth: AuthKind): string {
  const [kind, service] = auth.split(":");
  if (kind !== "aws" || !service) throw new Error(`"${auth}" is not signed as AWS wants it`);
  return service;
}

/** Signs requests for one service: headers are added, nothing else is changed. */
async function signer(service: string, region: string, credentials: () => Promise<AwsIdentity>) {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import("@smithy/signature-v4"),
    import("@smithy/core/checksum"),
  ]);
  const signature = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  return async (request: WireRequest, signingDate: Date): Promise<WireRequest> => {
    const url = new URL(request.url);
    const headers: Record<string, string> = {};
    for (const [name, value] of request.headers) {
      const key = name.toLowerCase();
      headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
    }
    const query: Record<string, string[]> = {};
    for (const [name, value] of url.searchParams) (query[name] ??= []).push(value);
    const signed = await signature.sign({
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query,
      headers: { ...headers, host: url.host },
      body: request.body ?? "",
    }, { signingDate });
    const added = Object.entries(signed.headers).filter(([name]) =>
      !(name in headers) && name !== "host" // which the transport writes
    );
    return { ...request, headers: [...request.headers, ...added] };
  };
}

const keptFresh = (source: () => Promise<AwsIdentity>, now: () => Date) =>
  renewing<AwsIdentity>({
    async ask(): Promise<Held<AwsIdentity>> {
      const value = await source();
      return { value, goodUntil: value.expiration?.getTime() ?? Infinity };
    },
    now: () => now().getTime(),
    beforeMs: renewBeforeMs,
  });

let ofChain: ReturnType<typeof keptFresh> | null = null;
let opened: Promise<() => Promise<AwsIdentity>> | null = null;

/** A new identity of AWS's own chain, which would itself hold on to an old one. */
async function chain(): Promise<AwsIdentity> {
  opened ??= import("@aws-sdk/credential-provider-node").then(({ defaultProvider }) => {
    const provider = defaultProvider();
    return () => provider({ forceRefresh: true });
  });
  return await (await opened)();
}

function explained(error: Error, profile: string | undefined): Error {
  const found = profile ? `AWS_PROFILE names "${profile}", of which none came` : error.message;
  return new Error(
    `There are no AWS credentials (${found}): set AWS_ACCESS_KEY_ID and ` +
      `AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or in a container ` +
      `AWS_CONTAINER_CREDENTIALS_FULL_URI, or AWS_WEB_IDENTITY_TOKEN_FILE and ` +
      `AWS_ROLE_ARN. The metadata service is asked on a machine of EC2's, ` +
      `or where AWS_EC2_METADATA_SERVICE_ENDPOINT names one`,
  );
}
