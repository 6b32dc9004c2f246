/** The keys of a bucket, told to a database in memory: nothing of them is kept, and no message has them. */
import type { BucketAccess } from "../../places/access.ts";
import { withoutEnd } from "../../providers/read/ends.ts";
import { redact } from "../../record/redact.ts";
import { type Database, quote } from "../duckdb.ts";

/** The statement that tells DuckDB; it holds the keys. */
export function secretSql({ url, endpoint, region, keys }: BucketAccess): string {
  const at = endpoint === null ? null : new URL(endpoint);
  const path = withoutEnd(at?.pathname ?? "", "/");
  const given: Record<string, string | null> = {
    SCOPE: url,
    REGION: region,
    KEY_ID: keys.id,
    SECRET: keys.secret,
    SESSION_TOKEN: keys.session,
    ENDPOINT: at && at.host + path,
    URL_STYLE: at && "path",
  };
  const parts = Object.entries(given).filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${quote(value!)}`);
  if (at) parts.push(`USE_SSL ${at.protocol === "https:"}`);
  return `CREATE OR REPLACE TEMPORARY SECRET tokenboard_store (TYPE s3, ${parts.join(", ")})`;
}

/**
 * Why the keys are not DuckDB's to have; null where they are. Its httpfs follows a server to any other and takes the
 * token of a session along, which nothing turns off; AWS's own servers send on to none but AWS's.
 */
export function whyUntold({ endpoint, keys }: BucketAccess): string | null {
  if (endpoint === null || keys.session === null) return null;
  return "it is not told AWS_SESSION_TOKEN, which it would take along wherever " +
    `${new URL(endpoint).host} sends on to.`;
}

/** Lets a database that has httpfs read the bucket. Throws without a word of the keys. */
export async function tellKeys(db: Database, access: BucketAccess): Promise<void> {
  const untold = whyUntold(access);
  if (untold !== null) throw new Error(`DuckDB cannot read ${access.url}: ${untold}`);
  try {
    // Neither is one of this machine's kept secrets used instead, nor can this one be kept.
    await db.run("SET allow_persistent_secrets = false");
    await db.run(secretSql(access));
    await db.run("SET enable_http_metadata_cache = true");
  } catch (error) {
    const { id, secret, session } = access.keys;
    const [why] = (error as Error).message.split("\n");
    throw new Error(
      `DuckDB cannot be told how to reach ${access.url}: ${redact(why, [id, secret, session])}`,
    );
  }
}
