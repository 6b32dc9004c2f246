/** What S3 and its like refuse, as one sentence each, without keys. */
import { PlaceFault, WrongStore } from "./faults.ts";
import type { Bucket } from "./s3_client.ts";

interface Refusal {
  name?: string;
  Code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  cause?: unknown;
}

/** Whether there is no such file, as opposed to no such bucket. */
export const isMissing = (error: unknown): boolean =>
  ["NoSuchKey", "NotFound"].includes(codeOf(error as Refusal));

const codeOf = (error: Refusal): string => error.Code ?? error.name ?? "";

type Sentences = Record<string, (at: Bucket) => string>;

/** Of a name, key or bucket that is wrong, and stays so however often it is asked. */
const wrong: Sentences = {
  NoSuchBucket: ({ bucket, server }) => `there is no bucket ${bucket} at ${server}`,
  InvalidBucketName: ({ bucket, server }) => `${bucket} is no name of a bucket to ${server}`,
  InvalidAccessKeyId: ({ server }) => `${server} does not know the key of AWS_ACCESS_KEY_ID`,
  SignatureDoesNotMatch: () => "AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID",
  ExpiredToken: () => "AWS_SESSION_TOKEN has expired",
  InvalidToken: () => "AWS_SESSION_TOKEN does not belong to AWS_ACCESS_KEY_ID",
  AccessDenied: () => "the key of AWS_ACCESS_KEY_ID may not do this there",
  Forbidden: () => "the key of AWS_ACCESS_KEY_ID may not do this there",
  PermanentRedirect: () => "the bucket is in another region: set AWS_REGION",
  AuthorizationHeaderMalformed: () => "the bucket is in another region: set AWS_REGION",
};

/** Of what one machine or one moment has, and the next may not have. */
const passing: Sentences = {
  RequestTimeTooSkewed: ({ server }) =>
    `the clock of this machine is too far from that of ${server}`,
  NoSuchUpload: () => "a file that was being sent was given up there",
  CredentialsProviderError: () => "no AWS credentials came of what the environment names",
};

/** `403`, an answer to a question without a body, has no word of its own. */
const byStatus: Record<number, string> = {
  301: "PermanentRedirect",
  403: "AccessDenied",
};

/** The sentence for what went wrong, a `WrongStore` where it stays so; what is no fault of the place stays as it is. */
export function s3Fault(error: unknown, at: Bucket): unknown {
  if (error instanceof PlaceFault) return error;
  const refusal = error as Refusal;
  const status = refusal.$metadata?.httpStatusCode;
  const known = wordOf(codeOf(refusal)) ?? wordOf(byStatus[status ?? 0] ?? "");
  const says = known
    ? known.says(at)
    : isUnreached(refusal)
    ? `${at.server} cannot be reached`
    : status
    ? `${at.server} refuses with ${status}${plain(codeOf(refusal))}`
    : null;
  return says === null ? error : new (known?.Fault ?? PlaceFault)(`Store ${at.name}: ${says}.`);
}

const wordOf = (code: string) =>
  Object.hasOwn(wrong, code)
    ? { says: wrong[code], Fault: WrongStore }
    : Object.hasOwn(passing, code)
    ? { says: passing[code], Fault: PlaceFault }
    : null;

/** Of a code nothing but letters: a stranger's server writes it. */
const plain = (code: string) => /^[A-Za-z]{1,60}$/.test(code) ? ` (${code})` : "";

const isUnreached = ({ name, message = "", cause }: Refusal): boolean =>
  name === "TimeoutError" || name === "TypeError" && /fetch|request|connect|dns/i.test(message) ||
  cause !== undefined && isUnreached(cause as Refusal);
