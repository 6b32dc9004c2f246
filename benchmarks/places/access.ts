/** How another program of this machine reaches a bucket. */
import { openBucket } from "./s3_client.ts";

/** Where a bucket is, and a key to it. */
export interface BucketAccess {
  /** `s3://bucket/prefix`. */
  url: string;
  /** Address of the server, as `http://127.0.0.1:9000`; null: AWS's own. */
  endpoint: string | null;
  region: string;
  keys: { id: string; secret: string; session: string | null };
}

/** What `s3Place` would use, with the keys as they are now. Throws `WrongStore` where name or variables are none. */
export async function bucketAccess(
  name: string,
  environment: (variable: string) => string | undefined,
): Promise<BucketAccess> {
  const { client, name: url, region, endpoint } = openBucket(name, environment);
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  client.destroy();
  const keys = { id: accessKeyId, secret: secretAccessKey, session: sessionToken ?? null };
  return { url, endpoint, region, keys };
}
