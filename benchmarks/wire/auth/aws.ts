/** AWS: requests signed (SigV4) by its own libraries, which are loaded only where a target needs them. */
import type { AuthKind, WireRequest } from "../../providers/provider.ts";
import { wallNow } from "../clock.ts";
import type { Credentials } from "./credentials.ts";

/** What signs: a pair of keys, for some time with a session token. */
export interface AwsIdentity {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

export interface AwsOptions {
  region: string;
  /**
   * Where identities come from; asked before every request, so it must hold on to what it has. Left out: AWS's
   * own chain of environment, profiles, web identity and metadata services. It renews in the background, five
   * minutes before an identity expires.
   */
  source?: () => Promise<AwsIdentity>;
  /** The time that a signature carries. */
  now?: () => Date;
}

/** Credentials that sign. A signature holds for five minutes and is made right before its request is sent. */
export function awsCredentials(options: AwsOptions): Credentials {
  const { region, source = chain, now = wallNow } = options;
  const seen = new Set<string>();
  let last: AwsIdentity | null = null;
  const signers = new Map<string, ReturnType<typeof signer>>();

  const identity = async (): Promise<AwsIdentity> => {
    try {
      last = await source();
    } catch (error) {
      // The service itself will say that what we have has expired: then its rows say so, and the run goes on.
      if (!last) throw explained(error as Error);
    }
    const { accessKeyId, secretAccessKey, sessionToken } = last!;
    for (const secret of [accessKeyId, secretAccessKey, sessionToken]) {
      if (secret) seen.add(secret);
    }
    return last!;
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

let kept: Promise<() => Promise<AwsIdentity>> | null = null;

/** One chain for all targets: a metadata service is asked once, not once a target. */
async function chain(): Promise<AwsIdentity> {
  kept ??= import("@aws-sdk/credential-provider-node").then(({ defaultProvider }) =>
    defaultProvider()
  );
  return await (await kept)();
}

function explained(error: Error): Error {
  return new Error(
    `There are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE (${error.message})`,
  );
}
