import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bedrockConverse } from "../../../benchmarks/providers/aws/bedrock_converse.ts";
import { sagemaker } from "../../../benchmarks/providers/aws/sagemaker.ts";
import type { Provider } from "../../../benchmarks/providers/provider.ts";
import { awsCredentials, type AwsIdentity } from "../../../benchmarks/wire/auth/aws.ts";
import type { Credentials } from "../../../benchmarks/wire/auth/credentials.ts";
import { overSocket } from "../../providers/exchanges.ts";

const identity = { accessKeyId: "AKIDEXAMPLE00", secretAccessKey: "wJalrXUtnFEMI/K7MDENG" };
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Uint8Array, text: string) =>
  createHmac("sha256", key).update(text).digest();

interface Seen {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** The signature that a request as it came must have, worked out as AWS's documentation says. */
function signatureOf({ method, path, headers, body }: Seen, secret: string): string {
  const [, day, region, service, names] =
    /Credential=\w+\/(\d+)\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([\w;-]+)/
      .exec(headers.authorization)!;
  // A path is escaped once more than it was sent.
  const canonicalPath = path.split("/").map(encodeURIComponent).join("/");
  const canonical = [
    method,
    canonicalPath,
    "",
    ...names.split(";").map((name) => `${name}:${headers[name].trim()}`),
    "",
    names,
    hash(body),
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hash(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<string | Uint8Array>(
    (k, part) => hmac(k, part),
    `AWS4${secret}`,
  );
  return hmac(key, toSign).toString("hex");
}

/** What a server saw of one attempt, read from its socket. */
async function seenBy(provider: Provider, credentials: Credentials): Promise<Seen> {
  let seen: Seen | null = null;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    seen = {
      method: request.method!,
      path: request.url!,
      headers: request.headers as Record<string, string>,
      body,
    };
    response.writeHead(400).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const named: Provider = {
      ...provider,
      next: (ask, done) => provider.next({ ...ask, model: "a.model-v1:0" }, done),
    };
    await overSocket(url, named, "base", { credentials });
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return seen!;
}

Deno.test("awsCredentials() signs what is sent, under the service's own name", async () => {
  for (
    const [provider, service] of [[bedrockConverse, "bedrock"], [sagemaker, "sagemaker"]] as const
  ) {
    const now = () => new Date("2026-01-02T03:04:05Z");
    const source = () => Promise.resolve(identity);
    const seen = await seenBy(provider, awsCredentials({ region: "eu-west-1", source, now }));
    const { authorization } = seen.headers;
    assert.match(
      authorization,
      new RegExp(`Credential=AKIDEXAMPLE00/20260102/eu-west-1/${service}/aws4_request`),
    );
    assert.equal(seen.headers["x-amz-date"], "20260102T030405Z");
    assert.match(authorization, /SignedHeaders=[^,]*host/);
    const [, signature] = /Signature=(\w+)/.exec(authorization)!;
    assert.equal(signature, signatureOf(seen, identity.secretAccessKey));
    assert.notEqual(signature, signatureOf({ ...seen, body: seen.body + " " }, "another"));
  }
});

Deno.test("awsCredentials() signs with one identity until the next has come; all of them are secrets", async () => {
  const minute = 60_000;
  let time = Date.parse("2026-01-02T03:00:00Z");
  const made = (n: number, minutes: number): AwsIdentity => ({
    accessKeyId: `AKIDEXAMPLE0${n}`,
    secretAccessKey: `secret number ${n}`,
    sessionToken: `session-token-${n}`,
    expiration: new Date(time + minutes * minute),
  });
  const answers: (() => AwsIdentity | Promise<AwsIdentity>)[] = [
    () => made(1, 60),
    () => Promise.reject(new Error("the service is down")),
    () => made(2, 60),
  ];
  const credentials = awsCredentials({
    region: "us-east-1",
    source: async () => await answers.shift()!(),
    now: () => new Date(time),
  });
  const request = { method: "POST" as const, url: "http://h/a", headers: [], body: "{}" };
  const tokenAfter = async (minutes: number) => {
    time += minutes * minute;
    const signed = await credentials.authorize(request, "aws:bedrock");
    return signed.headers.find(([name]) => name === "x-amz-security-token")?.[1];
  };
  assert.equal(await tokenAfter(0), "session-token-1");
  assert.equal(await tokenAfter(54), "session-token-1");
  assert.equal(answers.length, 2, "six minutes are left: nothing was asked");
  assert.equal(await tokenAfter(2), "session-token-1");
  assert.equal(answers.length, 1, "four minutes are left: asked, in vain");
  await new Promise((resolve) => setTimeout(resolve)); // the failure is taken in
  assert.equal(await tokenAfter(1), "session-token-1", "nobody waits for the next");
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(await tokenAfter(0), "session-token-2");
  for (const n of [1, 2]) {
    for (const secret of [`AKIDEXAMPLE0${n}`, `secret number ${n}`, `session-token-${n}`]) {
      assert.ok(credentials.secrets().includes(secret));
    }
  }
});

Deno.test("awsCredentials() says what to set where there is no identity", async () => {
  const source = () => Promise.reject(new Error("no chain holds"));
  await assert.rejects(awsCredentials({ region: "r", source }).prepare!(), {
    message: /\(no chain holds\): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE,/,
  });
});
