import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bedrockConverse } from "../../../benchmarks/providers/bedrock_converse.ts";
import { sagemaker } from "../../../benchmarks/providers/sagemaker.ts";
import type { Provider } from "../../../benchmarks/providers/provider.ts";
import { awsCredentials, type AwsIdentity } from "../../../benchmarks/wire/auth/aws.ts";
import type { Credentials } from "../../../benchmarks/wire/auth/credentials.ts";
import { overSocket } from "../../providers/protocol_checks.ts";

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

Deno.test("awsCredentials() uses new identities as they come, and keeps an old one where none comes", async () => {
  const session = { ...identity, sessionToken: "a-session-token" };
  const later = { ...identity, secretAccessKey: "another secret", sessionToken: "a-later-token" };
  const answers: (AwsIdentity | Error)[] = [session, later, new Error("the service is down")];
  const credentials = awsCredentials({
    region: "us-east-1",
    source: () => {
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  const request = { method: "POST" as const, url: "http://h/a", headers: [], body: "{}" };
  const tokens: (string | undefined)[] = [];
  for (let i = 0; i < 3; i++) {
    const signed = await credentials.authorize(request, "aws:bedrock");
    tokens.push(signed.headers.find(([name]) => name === "x-amz-security-token")?.[1]);
  }
  assert.deepEqual(tokens, ["a-session-token", "a-later-token", "a-later-token"]);
  for (const secret of [session.secretAccessKey, later.secretAccessKey, ...tokens]) {
    assert.ok(credentials.secrets().includes(secret!));
  }
});

Deno.test("awsCredentials() says what to set where there is no identity", async () => {
  const source = () => Promise.reject(new Error("no chain holds"));
  await assert.rejects(awsCredentials({ region: "r", source }).prepare!(), {
    message: /set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE \(no chain holds\)/,
  });
});
