/** The client of a bucket, from the name of a store and the AWS variables. */
import { S3Client } from "@aws-sdk/client-s3";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { withoutEnd } from "../providers/read/ends.ts";
import { WrongStore } from "./faults.ts";
import { refusedName } from "./names.ts";
import { bucketFetch, type Limits, usualLimits } from "./s3_fetch.ts";

export interface Bucket {
  client: S3Client;
  bucket: string;
  /** Of every key: empty, or ends in "/". */
  prefix: string;
  /** `s3://bucket/prefix`. */
  name: string;
  /** Who keeps it, as host, port and path, and the bucket's address for a plain question. */
  server: string;
  address: string;
  region: string;
  /** Of a server that is not AWS's; else null. */
  endpoint: string | null;
  limits: Limits;
}

/** So often is a request sent that fails for a reason that may pass. */
const tries = 5;

type Environment = (variable: string) => string | undefined;

/** Throws `WrongStore` where the name or a variable is none. */
export function openBucket(
  name: string,
  environment: Environment,
  limits = usualLimits,
): Bucket {
  const [, bucket = "", below = ""] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(name) ?? [];
  if (!/^[a-z0-9][a-z0-9._-]{1,62}$/i.test(bucket)) {
    throw new WrongStore("A store in a bucket is written s3://bucket/prefix, without keys in it.");
  }
  const folder = withoutEnd(below, "/");
  const why = folder && refusedName(folder);
  if (why) throw new WrongStore(`The prefix of store s3://${bucket} is none: ${why}.`);
  const region = environment("AWS_REGION") || environment("AWS_DEFAULT_REGION") || "us-east-1";
  const endpoint = endpointOf(environment);
  const amazon = `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
  const server = endpoint ? endpoint.host + withoutEnd(endpoint.pathname, "/") : amazon;
  // Other servers than AWS's often know none of the newer sums of what is sent.
  const sums = endpoint ? "WHEN_REQUIRED" : "WHEN_SUPPORTED";
  const at = {
    bucket,
    prefix: folder && `${folder}/`,
    name: `s3://${bucket}${folder && `/${folder}`}`,
    server,
    region,
    endpoint: endpoint?.href ?? null,
    address: `${endpoint?.protocol ?? "https:"}//${server}/${bucket}`,
    limits,
  };
  const client = new S3Client({
    region,
    endpoint: endpoint?.href,
    forcePathStyle: endpoint !== null,
    credentials: credentialsOf(environment),
    followRegionRedirects: endpoint === null,
    requestChecksumCalculation: sums,
    responseChecksumValidation: sums,
    maxAttempts: tries,
    expectContinueHeader: false,
    requestHandler: new FetchHttpHandler({ customFetch: bucketFetch(at, limits) }),
  });
  return { ...at, client };
}

function endpointOf(environment: Environment): URL | null {
  const variable = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"].find((v) => environment(v));
  if (!variable) return null;
  const given = environment(variable)!;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search) {
    throw new WrongStore(`${variable} is no address such as https://s3.example.com.`);
  }
  return url;
}

/** Of the environment alone, or of the container or the token that it names. */
function credentialsOf(environment: Environment) {
  const accessKeyId = environment("AWS_ACCESS_KEY_ID")?.trim();
  const secretAccessKey = environment("AWS_SECRET_ACCESS_KEY")?.trim();
  const sessionToken = environment("AWS_SESSION_TOKEN")?.trim() || undefined;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken };
  const named = [
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
  ].some((variable) => environment(variable));
  if (named) return undefined; // the library asks there
  throw new WrongStore(
    "A store in a bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.",
  );
}
